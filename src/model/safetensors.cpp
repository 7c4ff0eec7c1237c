#include "model/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>
#include <string>

#include "base/json.h"
#include "math/numbers.h"
#include "model/tensor_name.h"
#include "nn/settings.h"

namespace inkling {
namespace {

static_assert(std::endian::native == std::endian::little, "the format is little-endian");

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kMaxHeader = 1 << 20;

Error damaged_safetensors(const std::string& what) {
  return {ErrorCode::kBadModel, "This is not a model that can be read: " + what + "."};
}

// A TypeInfo is the type of a tensor's elements.
struct TypeInfo {
  const char* name;
  std::size_t size;
  bool whole;
};
constexpr TypeInfo kF32 = {"F32", sizeof(float), false};
constexpr TypeInfo kI8 = {"I8", sizeof(std::int8_t), true};

// ---- Writing ------------------------------------------------------------------------------------

struct NewTensor {
  std::string name;
  const char* type;
  std::vector<int> shape;
  std::vector<std::uint8_t> bytes;
};

template <class T>
std::vector<std::uint8_t> bytes_of(std::span<const T> values) {
  std::vector<std::uint8_t> bytes(values.size_bytes());
  if (!bytes.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

// Appends the tensors of a layer. `weights` is [outputs, inputs], as the file has it.
void add_layer(std::vector<NewTensor>& tensors, int index, const Matrix<float>& weights,
               std::span<const float> biases, Precision precision) {
  const int outputs = weights.rows();
  const std::vector<int> shape = {outputs, weights.cols()};
  if (precision == Precision::kFloat32) {
    tensors.push_back({tensor_name(index, "weight"), kF32.name, shape,
                       bytes_of(std::span<const float>(weights.values()))});
  } else {
    const float levels = precision == Precision::kInt8 ? 127 : 15;
    std::vector<std::int8_t> rounded;
    std::vector<float> scales;
    for (int row = 0; row < outputs; ++row) {
      const float* from = weights.view().row(row);
      float largest = 0;
      for (int col = 0; col < weights.cols(); ++col)
        largest = std::max(largest, std::abs(from[col]));
      const float scale = largest > 0 ? largest / levels : 1;
      scales.push_back(scale);
      for (int col = 0; col < weights.cols(); ++col) {
        rounded.push_back(static_cast<std::int8_t>(std::lround(from[col] / scale)));
      }
    }
    tensors.push_back({tensor_name(index, "weight"), kI8.name, shape,
                       bytes_of(std::span<const std::int8_t>(rounded))});
    tensors.push_back({tensor_name(index, "weight_scale"),
                       kF32.name,
                       {outputs},
                       bytes_of(std::span<const float>(scales))});
  }
  tensors.push_back({tensor_name(index, "bias"), kF32.name, {outputs}, bytes_of(biases)});
}

std::string header_of(const std::vector<NewTensor>& tensors, Activation activation,
                      const std::map<std::string, std::string>& notes) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  writer.Key("__metadata__");
  writer.StartObject();
  writer.Key("activation");
  writer.String(kActivationNames[static_cast<int>(activation)]);
  for (const auto& [name, value] : notes) {
    writer.Key(name.c_str());
    writer.String(value.c_str());
  }
  writer.EndObject();
  std::uint64_t offset = 0;
  for (const NewTensor& tensor : tensors) {
    writer.Key(tensor.name.c_str());
    writer.StartObject();
    writer.Key("dtype");
    writer.String(tensor.type);
    writer.Key("shape");
    writer.StartArray();
    for (const int extent : tensor.shape) writer.Int(extent);
    writer.EndArray();
    writer.Key("data_offsets");
    writer.StartArray();
    writer.Uint64(offset);
    writer.Uint64(offset += tensor.bytes.size());
    writer.EndArray();
    writer.EndObject();
  }
  writer.EndObject();
  std::string header(buffer.GetString(), buffer.GetSize());
  header.resize((header.size() + 7) / 8 * 8, ' ');  // The numbers begin at a multiple of 8.
  return header;
}

// ---- Reading ------------------------------------------------------------------------------------

struct Tensor {
  TypeInfo type;
  std::vector<int> shape;
  std::size_t begin = 0;  // bytes from the end of the header
  std::size_t end = 0;
};

Result<Tensor> read_tensor(const rapidjson::Value& header, const std::string& name,
                           std::size_t data_size) {
  const rapidjson::Value* entry = find_member(header, name.c_str());
  if (entry == nullptr) return damaged_safetensors("it has no tensor " + name);
  const rapidjson::Value* dtype = find_member(*entry, "dtype");
  const rapidjson::Value* shape = find_member(*entry, "shape");
  const rapidjson::Value* offsets = find_member(*entry, "data_offsets");
  Tensor tensor{.type = kF32, .shape = {}};
  const std::string type = dtype != nullptr && dtype->IsString() ? dtype->GetString() : "";
  if (type == kI8.name) {
    tensor.type = kI8;
  } else if (type != kF32.name) {
    return damaged_safetensors(name + " is not of type F32 or I8");
  }
  if (shape == nullptr || !shape->IsArray() || offsets == nullptr || !offsets->IsArray() ||
      offsets->Size() != 2 || !(*offsets)[0].IsUint64() || !(*offsets)[1].IsUint64()) {
    return damaged_safetensors(name + " has no proper shape or place");
  }
  std::uint64_t size = tensor.type.size;
  for (const rapidjson::Value& extent : shape->GetArray()) {
    if (!extent.IsInt() || extent.GetInt() < 1 || extent.GetInt() > kMaxParameters) {
      return damaged_safetensors(name + " has an impossible shape");
    }
    tensor.shape.push_back(extent.GetInt());
    size *= static_cast<std::uint64_t>(extent.GetInt());
    if (size > data_size) return damaged_safetensors(name + " is larger than the file");
  }
  const std::uint64_t begin = (*offsets)[0].GetUint64();
  const std::uint64_t end = (*offsets)[1].GetUint64();
  if (end > data_size || begin > end || end - begin != size) {
    return damaged_safetensors(name + " lies outside of the file");
  }
  tensor.begin = static_cast<std::size_t>(begin);
  tensor.end = static_cast<std::size_t>(end);
  return tensor;
}

// LayerTensors are the tensors of a layer in the file.
struct LayerTensors {
  Tensor weight;
  std::optional<Tensor> scale;  // Only weights that are whole numbers have one.
  Tensor bias;
};

Result<LayerTensors> read_layer(const rapidjson::Value& header, int index, std::size_t data_size) {
  const Result<Tensor> weight = read_tensor(header, tensor_name(index, "weight"), data_size);
  if (!weight) return weight.error();
  const Result<Tensor> bias = read_tensor(header, tensor_name(index, "bias"), data_size);
  if (!bias) return bias.error();
  const auto is_row = [&](const Tensor& tensor) {
    return !tensor.type.whole && tensor.shape == std::vector{weight->shape[0]};
  };
  if (weight->shape.size() != 2 || !is_row(*bias))
    return damaged_safetensors("its layers do not fit together");
  LayerTensors layer{.weight = *weight, .scale = std::nullopt, .bias = *bias};
  if (weight->type.whole) {
    const Result<Tensor> scale = read_tensor(header, tensor_name(index, "weight_scale"), data_size);
    if (!scale) return scale.error();
    if (!is_row(*scale)) return damaged_safetensors("its layers do not fit together");
    layer.scale = *scale;
  }
  return layer;
}

// Numbers reads the numbers of a tensor, one after the other.
class Numbers {
 public:
  Numbers(std::span<const std::uint8_t> data, const Tensor& tensor)
      : from_(data.data() + tensor.begin), type_(tensor.type) {}
  float next() {
    float value;
    if (type_.whole) {
      value = static_cast<std::int8_t>(*from_);
    } else {
      std::memcpy(&value, from_, sizeof value);
    }
    from_ += type_.size;
    return value;
  }

 private:
  const std::uint8_t* from_;
  TypeInfo type_;
};

void fill_layer(std::span<const std::uint8_t> data, const LayerTensors& tensors,
                DenseLayer<float> layer) {
  Numbers weights(data, tensors.weight);
  Numbers scales(data, tensors.scale.value_or(tensors.weight));
  for (int out = 0; out < layer.weights.cols; ++out) {
    const float scale = tensors.scale ? scales.next() : 1.0f;
    for (int in = 0; in < layer.weights.rows; ++in) {
      layer.weights(in, out) = scale * weights.next();
    }
  }
  Numbers biases(data, tensors.bias);
  for (float& bias : layer.biases) bias = biases.next();
}

// Returns whether every byte belongs to exactly one tensor.
bool covers(std::vector<Tensor> tensors, std::size_t data_size) {
  std::sort(tensors.begin(), tensors.end(),
            [](const Tensor& a, const Tensor& b) { return a.begin < b.begin; });
  std::size_t reached = 0;
  for (const Tensor& tensor : tensors) {
    if (tensor.begin != reached) return false;
    reached = tensor.end;
  }
  return reached == data_size;
}

Result<Activation> read_activation(const rapidjson::Value& header) {
  const rapidjson::Value* metadata = find_member(header, "__metadata__");
  const rapidjson::Value* name =
      metadata == nullptr ? nullptr : find_member(*metadata, "activation");
  if (name == nullptr) return Activation::kRelu;
  if (name->IsString()) {
    for (std::size_t i = 0; i < std::size(kActivationNames); ++i) {
      if (std::string_view(name->GetString()) == kActivationNames[i]) {
        return static_cast<Activation>(i);
      }
    }
  }
  return damaged_safetensors("its activation function is not known");
}

struct SafetensorsParts {
  std::string_view header;
  std::span<const std::uint8_t> data;
};

Result<SafetensorsParts> parts_of(std::span<const std::uint8_t> file) {
  std::uint64_t header_size = 0;
  if (file.size() < kLengthBytes) return damaged_safetensors("it is too short");
  std::memcpy(&header_size, file.data(), kLengthBytes);
  if (header_size > kMaxHeader || header_size > file.size() - kLengthBytes) {
    return damaged_safetensors("its header is longer than the file");
  }
  const auto header = file.subspan(kLengthBytes, static_cast<std::size_t>(header_size));
  return SafetensorsParts{{reinterpret_cast<const char*>(header.data()), header.size()},
                          file.subspan(kLengthBytes + header.size())};
}

}  // namespace

std::vector<std::uint8_t> to_safetensors(const Network<float>& network, Precision precision,
                                         const std::map<std::string, std::string>& notes) {
  std::vector<NewTensor> tensors;
  for (int l = 0; l < network.layer_count(); ++l) {
    const DenseLayer<const float> layer = network.layer(l);
    Matrix<float> weights(layer.weights.cols, layer.weights.rows);
    for (int out = 0; out < weights.rows(); ++out) {
      for (int in = 0; in < weights.cols(); ++in) weights.view()(out, in) = layer.weights(in, out);
    }
    add_layer(tensors, l, weights, layer.biases, precision);
  }
  const std::string header = header_of(tensors, network.shape().activation, notes);
  const std::uint64_t header_size = header.size();
  std::vector<std::uint8_t> file = bytes_of(std::span(&header_size, 1));
  file.insert(file.end(), header.begin(), header.end());
  for (const NewTensor& tensor : tensors) {
    file.insert(file.end(), tensor.bytes.begin(), tensor.bytes.end());
  }
  return file;
}

Result<Network<float>> from_safetensors(std::span<const std::uint8_t> file) {
  const Result<SafetensorsParts> parts = parts_of(file);
  if (!parts) return parts.error();
  const std::span<const std::uint8_t> data = parts->data;
  const auto document = parse_json(parts->header);
  if (!document || !document->IsObject()) return damaged_safetensors("its header is not JSON");

  const Result<Activation> activation = read_activation(*document);
  if (!activation) return activation.error();
  NetworkShape shape{.layers = {}, .activation = *activation};
  std::vector<LayerTensors> layers;
  std::vector<Tensor> tensors;
  for (int l = 0; l == 0 || document->HasMember(tensor_name(l, "weight").c_str()); ++l) {
    const Result<LayerTensors> layer = read_layer(*document, l, data.size());
    if (!layer) return layer.error();
    const int outputs = layer->weight.shape[0];
    const int inputs = layer->weight.shape[1];
    if (l > 0 && inputs != shape.layers.back())
      return damaged_safetensors("its layers do not fit together");
    if (l == 0) shape.layers.push_back(inputs);
    shape.layers.push_back(outputs);
    // The shape is checked before another layer is read: a header may name as many as it likes.
    if (const Status possible = check_shape(shape); !possible) {
      return damaged_safetensors(possible.error().message);
    }
    layers.push_back(*layer);
    tensors.push_back(layer->weight);
    tensors.push_back(layer->bias);
    if (layer->scale) tensors.push_back(*layer->scale);
  }
  const std::size_t named = tensors.size() + (document->HasMember("__metadata__") ? 1 : 0);
  if (document->MemberCount() != named)
    return damaged_safetensors("it holds more than the network");
  if (!covers(tensors, data.size())) {
    return damaged_safetensors("its tensors overlap, leave gaps or do not fit its length");
  }

  Network<float> network(shape);
  for (int l = 0; l < network.layer_count(); ++l) {
    fill_layer(data, layers[static_cast<std::size_t>(l)], network.layer(l));
  }
  if (!all_finite(network.parameters()))
    return damaged_safetensors("some of its numbers are not finite");
  return network;
}

std::map<std::string, std::string> safetensors_notes(std::span<const std::uint8_t> file) {
  std::map<std::string, std::string> notes;
  const Result<SafetensorsParts> parts = parts_of(file);
  if (!parts) return notes;
  const auto document = parse_json(parts->header);
  if (!document) return notes;
  const rapidjson::Value* metadata = find_member(*document, "__metadata__");
  if (metadata == nullptr || !metadata->IsObject()) return notes;
  for (const auto& [name, value] : metadata->GetObject()) {
    if (value.IsString()) notes[name.GetString()] = value.GetString();
  }
  return notes;
}

}  // namespace inkling

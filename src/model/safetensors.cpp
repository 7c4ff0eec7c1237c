#include "model/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <string>

#include "base/json.h"
#include "nn/settings.h"

namespace inkling {
namespace {

static_assert(std::endian::native == std::endian::little, "the format is little-endian");

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kMaxHeader = 1 << 20;

Error damaged(const std::string& what) {
  return {ErrorCode::kDamaged, "This is not a model that can be read: " + what + "."};
}

// Linear layers stand at the even places of the sequence, activations between them.
std::string tensor_name(int layer, const char* what) {
  return std::to_string(2 * layer) + "." + what;
}

void write_tensor(JsonWriter& writer, const std::string& name, std::span<const int> shape,
                  std::size_t& offset) {
  std::size_t size = sizeof(float);
  writer.Key(name.c_str());
  writer.StartObject();
  writer.Key("dtype");
  writer.String("F32");
  writer.Key("shape");
  writer.StartArray();
  for (const int extent : shape) {
    writer.Int(extent);
    size *= static_cast<std::size_t>(extent);
  }
  writer.EndArray();
  writer.Key("data_offsets");
  writer.StartArray();
  writer.Uint64(offset);
  writer.Uint64(offset + size);
  writer.EndArray();
  writer.EndObject();
  offset += size;
}

struct Tensor {
  std::vector<int> shape;
  std::size_t begin = 0;  // in bytes, from the end of the header
  std::size_t end = 0;
};

Result<Tensor> read_tensor(const rapidjson::Value& header, const std::string& name,
                           std::size_t data_size) {
  const rapidjson::Value* entry = find_member(header, name.c_str());
  if (entry == nullptr) return damaged("it has no tensor " + name);
  const rapidjson::Value* dtype = find_member(*entry, "dtype");
  const rapidjson::Value* shape = find_member(*entry, "shape");
  const rapidjson::Value* offsets = find_member(*entry, "data_offsets");
  if (dtype == nullptr || !dtype->IsString() || std::string_view(dtype->GetString()) != "F32") {
    return damaged(name + " is not of type F32");
  }
  if (shape == nullptr || !shape->IsArray() || offsets == nullptr || !offsets->IsArray() ||
      offsets->Size() != 2 || !(*offsets)[0].IsUint64() || !(*offsets)[1].IsUint64()) {
    return damaged(name + " has no proper shape or place");
  }
  Tensor tensor;
  std::uint64_t size = sizeof(float);
  for (const rapidjson::Value& extent : shape->GetArray()) {
    if (!extent.IsInt() || extent.GetInt() < 1 || extent.GetInt() > kMaxParameters) {
      return damaged(name + " has an impossible shape");
    }
    tensor.shape.push_back(extent.GetInt());
    size *= static_cast<std::uint64_t>(extent.GetInt());
    if (size > data_size) return damaged(name + " is larger than the file");
  }
  const std::uint64_t begin = (*offsets)[0].GetUint64();
  const std::uint64_t end = (*offsets)[1].GetUint64();
  if (end > data_size || begin > end || end - begin != size) {
    return damaged(name + " lies outside of the file");
  }
  tensor.begin = static_cast<std::size_t>(begin);
  tensor.end = static_cast<std::size_t>(end);
  return tensor;
}

float read_float(const std::uint8_t* from) {
  float value;
  std::memcpy(&value, from, sizeof value);
  return value;
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
  return damaged("its activation function is not known");
}

}  // namespace

std::vector<std::uint8_t> to_safetensors(const Network<float>& network) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  std::size_t size = 0;
  writer.StartObject();
  writer.Key("__metadata__");
  writer.StartObject();
  writer.Key("activation");
  writer.String(kActivationNames[static_cast<int>(network.shape().activation)]);
  writer.EndObject();
  for (int l = 0; l < network.layer_count(); ++l) {
    const int inputs = network.shape().layers[l];
    const int outputs = network.shape().layers[l + 1];
    write_tensor(writer, tensor_name(l, "weight"), std::vector{outputs, inputs}, size);
    write_tensor(writer, tensor_name(l, "bias"), std::vector{outputs}, size);
  }
  writer.EndObject();

  std::string header(buffer.GetString(), buffer.GetSize());
  header.resize((header.size() + 7) / 8 * 8, ' ');  // the numbers begin at a multiple of 8
  const std::uint64_t header_size = header.size();
  std::vector<std::uint8_t> file(kLengthBytes + header.size() + size);
  std::memcpy(file.data(), &header_size, kLengthBytes);
  std::memcpy(file.data() + kLengthBytes, header.data(), header.size());

  std::uint8_t* to = file.data() + kLengthBytes + header.size();
  const auto write = [&to](float value) {
    std::memcpy(to, &value, sizeof value);
    to += sizeof value;
  };
  for (int l = 0; l < network.layer_count(); ++l) {
    const DenseLayer<const float> layer = network.layer(l);
    for (int out = 0; out < layer.weights.cols; ++out) {
      for (int in = 0; in < layer.weights.rows; ++in) write(layer.weights(in, out));
    }
    for (const float bias : layer.biases) write(bias);
  }
  return file;
}

Result<Network<float>> from_safetensors(std::span<const std::uint8_t> file) {
  std::uint64_t header_size = 0;
  if (file.size() < kLengthBytes) return damaged("it is too short");
  std::memcpy(&header_size, file.data(), kLengthBytes);
  if (header_size > kMaxHeader || header_size > file.size() - kLengthBytes) {
    return damaged("its header is longer than the file");
  }
  const auto header_bytes = file.subspan(kLengthBytes, static_cast<std::size_t>(header_size));
  const auto data = file.subspan(kLengthBytes + header_bytes.size());
  const auto document =
      parse_json({reinterpret_cast<const char*>(header_bytes.data()), header_bytes.size()});
  if (!document || !document->IsObject()) return damaged("its header is not JSON");

  const Result<Activation> activation = read_activation(*document);
  if (!activation) return activation.error();
  NetworkShape shape{.layers = {}, .activation = *activation};
  std::vector<Tensor> tensors;  // weight and bias of each layer in turn
  std::int64_t parameters = 0;
  for (int l = 0; l == 0 || document->HasMember(tensor_name(l, "weight").c_str()); ++l) {
    if (l > kMaxHiddenLayers) return damaged("it has too many layers");
    const Result<Tensor> weight = read_tensor(*document, tensor_name(l, "weight"), data.size());
    if (!weight) return weight.error();
    const Result<Tensor> bias = read_tensor(*document, tensor_name(l, "bias"), data.size());
    if (!bias) return bias.error();
    if (weight->shape.size() != 2 || bias->shape.size() != 1 ||
        bias->shape[0] != weight->shape[0] || (l > 0 && weight->shape[1] != shape.layers.back())) {
      return damaged("its layers do not fit together");
    }
    if (l == 0) shape.layers.push_back(weight->shape[1]);
    shape.layers.push_back(weight->shape[0]);
    parameters += (std::int64_t{weight->shape[1]} + 1) * weight->shape[0];
    if (parameters > kMaxParameters) return damaged("it is too large");
    tensors.push_back(*weight);
    tensors.push_back(*bias);
  }
  const std::size_t named = tensors.size() + (document->HasMember("__metadata__") ? 1 : 0);
  if (document->MemberCount() != named) return damaged("it holds more than the network");

  // Every byte belongs to exactly one tensor.
  std::vector<Tensor> in_order = tensors;
  std::sort(in_order.begin(), in_order.end(),
            [](const Tensor& a, const Tensor& b) { return a.begin < b.begin; });
  std::size_t reached = 0;
  for (const Tensor& tensor : in_order) {
    if (tensor.begin != reached) return damaged("its tensors overlap or leave gaps");
    reached = tensor.end;
  }
  if (reached != data.size()) return damaged("its length does not fit its header");

  Network<float> network(shape);
  for (int l = 0; l < network.layer_count(); ++l) {
    const DenseLayer<float> layer = network.layer(l);
    const std::uint8_t* from = data.data() + tensors[2 * l].begin;
    for (int out = 0; out < layer.weights.cols; ++out) {
      for (int in = 0; in < layer.weights.rows; ++in) {
        layer.weights(in, out) = read_float(from);
        from += sizeof(float);
      }
    }
    from = data.data() + tensors[2 * l + 1].begin;
    for (float& bias : layer.biases) {
      bias = read_float(from);
      from += sizeof(float);
    }
  }
  const auto parameters_read = network.parameters();
  if (!std::all_of(parameters_read.begin(), parameters_read.end(),
                   [](float value) { return std::isfinite(value); })) {
    return damaged("some of its numbers are not finite");
  }
  return network;
}

}  // namespace inkling

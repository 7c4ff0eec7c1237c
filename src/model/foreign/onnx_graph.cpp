#include "model/foreign/onnx_graph.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "model/foreign/formats.h"
#include "model/foreign/layer_list.h"
#include "model/foreign/shown_name.h"
#include "model/foreign/tensor_list.h"
#include "model/protobuf.h"

namespace inkling {
namespace {

// These are the numbers of the fields that are used, from onnx.proto.
namespace model_field {
constexpr int kGraph = 7;
}
namespace graph_field {
constexpr int kNode = 1, kInitializer = 5, kInput = 11, kOutput = 12;
}
namespace node_field {
constexpr int kInput = 1, kOutput = 2, kName = 3, kOpType = 4, kAttribute = 5, kDomain = 7;
}
namespace attribute_field {
constexpr int kName = 1, kFloat = 2, kInteger = 3, kTensor = 5, kFloats = 7, kIntegers = 8;
}
namespace tensor_field {
constexpr int kDims = 1, kDataType = 2, kFloatData = 4, kInt32Data = 5, kInt64Data = 7, kName = 8,
              kRawData = 9, kDoubleData = 10, kUint64Data = 11, kExternalData = 13,
              kDataLocation = 14;
}

Error damaged_graph(const std::string& what) {
  return {ErrorCode::kBadModel, "This ONNX file is damaged: " + what + "."};
}

ElementType type_in_onnx(std::uint64_t data_type) {
  static const std::map<std::uint64_t, ElementType> kTypes = {
      {1, ElementType::kFloat32}, {2, ElementType::kUint8},    {3, ElementType::kInt8},
      {4, ElementType::kUint16},  {5, ElementType::kInt16},    {6, ElementType::kInt32},
      {7, ElementType::kInt64},   {10, ElementType::kFloat16}, {11, ElementType::kFloat64},
      {12, ElementType::kUint32}, {13, ElementType::kUint64},  {16, ElementType::kBfloat16}};
  const auto found = kTypes.find(data_type);
  return found == kTypes.end() ? ElementType::kOther : found->second;
}

// Appends a number of a repeated field, which may be packed with others.
void append_numbers(const ProtoField& field, std::vector<std::int64_t>& numbers) {
  if (field.bytes.empty()) {
    numbers.push_back(static_cast<std::int64_t>(field.value));
    return;
  }
  std::uint64_t value = 0;
  int shift = 0;
  for (const std::uint8_t byte : field.bytes) {
    value |= static_cast<std::uint64_t>(byte & 127) << shift;
    shift += 7;
    if (byte < 128 || shift > 63) {
      numbers.push_back(static_cast<std::int64_t>(value));
      value = 0;
      shift = 0;
    }
  }
}

// Numbers of 16 bits are listed as whole ones that have the same bits.
float listed_number(ElementType type, std::int64_t listed) {
  if (is_whole(type)) return static_cast<float>(listed);
  const std::uint8_t bytes[] = {static_cast<std::uint8_t>(listed),
                                static_cast<std::uint8_t>(listed >> 8)};
  return read_element(type, bytes);
}

// Says where the numbers of a tensor are that are kept in a second file.
struct External {
  std::string location;
  std::uint64_t offset = 0;
  std::optional<std::uint64_t> length;
};

std::uint64_t number_of(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

void read_external(std::span<const std::uint8_t> bytes, External& external) {
  std::string_view key, value;
  ProtoReader reader(bytes);
  while (const auto field = reader.next()) {
    if (field->number == 1) key = field->text();
    if (field->number == 2) value = field->text();
  }
  if (key == "location") external.location = value;
  if (key == "offset") external.offset = number_of(value);
  if (key == "length") external.length = number_of(value);
}

std::string base_name(const std::string& path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

class GraphReader {
 public:
  explicit GraphReader(std::span<const ForeignFile> companions) : companions_(companions) {}

  Status read(std::span<const std::uint8_t> bytes) {
    ProtoReader reader(bytes);
    while (const auto field = reader.next()) {
      if (field->number == graph_field::kNode) add_node(field->bytes);
      if (field->number == graph_field::kInitializer) {
        std::string name;
        OnnxTensor tensor = read_tensor(field->bytes, name);
        if (!graph.constants.emplace(name, std::move(tensor)).second) {
          fail(damaged_graph("it has two tensors named " + shown_name(name)));
        }
      }
      if (field->number == graph_field::kInput) inputs_.push_back(field->bytes);
      if (field->number == graph_field::kOutput) {
        std::vector<std::int64_t> dims;
        read_value_info(field->bytes, graph.outputs.emplace_back(), dims);
      }
      if (error_) return *error_;
    }
    if (reader.failed()) return refused_format("cut");
    // Older files list constants among the inputs.
    for (const auto bytes_of_input : inputs_) {
      std::string name;
      std::vector<std::int64_t> dims;
      read_value_info(bytes_of_input, name, dims);
      if (graph.constants.contains(name)) continue;
      if (!graph.input.empty()) {
        return Error{ErrorCode::kBadModel,
                     "This ONNX file has two inputs, " + shown_name(graph.input) + " and " +
                         shown_name(name) + "; only networks with one can be shown here."};
      }
      graph.input = name;
      graph.input_dims = dims;
    }
    if (graph.input.empty() || graph.nodes.empty()) return damaged_graph("it has no network in it");
    return Nothing{};
  }

  OnnxGraph graph;

 private:
  void fail(Error error) {
    if (!error_) error_ = std::move(error);
  }

  OnnxTensor read_tensor(std::span<const std::uint8_t> bytes, std::string& name) {
    OnnxTensor tensor;
    std::uint64_t data_type = 0;
    std::span<const std::uint8_t> raw;
    std::vector<std::uint8_t> listed;  // These are float_data and double_data, as bytes.
    std::vector<std::int64_t> listed_whole;
    External external;
    bool is_external = false;
    ProtoReader reader(bytes);
    while (const auto field = reader.next()) {
      switch (field->number) {
        case tensor_field::kDims:
          append_numbers(*field, tensor.dims);
          break;
        case tensor_field::kDataType:
          data_type = field->value;
          break;
        case tensor_field::kName:
          name = field->text();
          break;
        case tensor_field::kRawData:
          raw = field->bytes;
          break;
        case tensor_field::kFloatData:
        case tensor_field::kDoubleData:
          listed.insert(listed.end(), field->bytes.begin(), field->bytes.end());
          break;
        case tensor_field::kInt32Data:
        case tensor_field::kInt64Data:
        case tensor_field::kUint64Data:
          append_numbers(*field, listed_whole);
          break;
        case tensor_field::kExternalData:
          read_external(field->bytes, external);
          break;
        case tensor_field::kDataLocation:
          is_external = field->value == 1;
          break;
        default:
          break;
      }
    }
    const std::string shown = shown_name(name);
    if (reader.failed()) fail(damaged_graph("the tensor " + shown + " is garbled"));
    const auto count = number_count(tensor.dims);
    if (!count && std::any_of(tensor.dims.begin(), tensor.dims.end(),
                              [](std::int64_t extent) { return extent < 0; })) {
      fail(damaged_graph("the tensor " + shown + " has an impossible shape"));
      return tensor;
    }
    // Tensors may share their numbers in a second file, and are counted one by one.
    numbers_ += count.value_or(kMostWeights + 1);
    if (numbers_ > kMostWeights || count > kMaxParameters) {
      fail(refused_format("large"));
      return tensor;
    }
    const ElementType type = type_in_onnx(data_type);
    tensor.whole = is_whole(type);
    if (type == ElementType::kOther || error_) return tensor;
    if (is_external) raw = external_bytes(external, name);
    if (error_) return tensor;
    const bool listed_so = is_whole(type) || element_size(type) == 2;
    if (listed_so && raw.empty() && !listed_whole.empty() && listed_whole.size() == *count) {
      for (const std::int64_t number : listed_whole) {
        tensor.values.push_back(listed_number(type, number));
      }
      return tensor;
    }
    auto values =
        read_elements(type, raw.empty() ? std::span<const std::uint8_t>(listed) : raw, *count);
    if (!values) {
      fail(refused_part(
          shown, "The tensor " + shown + " in this ONNX file has too few numbers, or too many."));
    } else {
      tensor.values = std::move(*values);
    }
    return tensor;
  }

  std::span<const std::uint8_t> external_bytes(const External& external, const std::string& name) {
    const std::string wanted = base_name(external.location);
    for (const ForeignFile& companion : companions_) {
      // A download may have given the one file that came along another name.
      if (base_name(companion.name) != wanted && companions_.size() > 1) continue;
      const std::uint64_t size = companion.bytes.size();
      const std::uint64_t length =
          external.length.value_or(external.offset > size ? 0 : size - external.offset);
      if (external.offset > size || length > size - external.offset) {
        fail(damaged_graph("the numbers of the tensor " + shown_name(name) + " are not all in " +
                           shown_name(wanted)));
        return {};
      }
      return companion.bytes.subspan(static_cast<std::size_t>(external.offset),
                                     static_cast<std::size_t>(length));
    }
    fail({ErrorCode::kModelFileMissing,
          "The weights of this ONNX file are in a second file, " + shown_name(wanted) +
              ". Choose both files together.",
          shown_name(wanted)});
    return {};
  }

  void add_node(std::span<const std::uint8_t> bytes) {
    OnnxNode node;
    ProtoReader reader(bytes);
    while (const auto field = reader.next()) {
      if (field->number == node_field::kInput) node.inputs.emplace_back(field->text());
      if (field->number == node_field::kOutput) node.outputs.emplace_back(field->text());
      if (field->number == node_field::kName) node.name = field->text();
      if (field->number == node_field::kOpType) node.op = field->text();
      if (field->number == node_field::kDomain) node.domain = field->text();
      if (field->number == node_field::kAttribute) add_attribute(field->bytes, node);
    }
    if (reader.failed()) fail(damaged_graph("a node is garbled"));
    graph.nodes.push_back(std::move(node));
  }

  void add_attribute(std::span<const std::uint8_t> bytes, OnnxNode& node) {
    std::string name;
    std::optional<double> number;
    std::vector<std::int64_t> list;
    std::vector<float> floats;
    std::optional<OnnxTensor> tensor;
    ProtoReader reader(bytes);
    while (const auto field = reader.next()) {
      if (field->number == attribute_field::kName) name = field->text();
      if (field->number == attribute_field::kInteger) {
        number = static_cast<double>(static_cast<std::int64_t>(field->value));
      }
      if (field->number == attribute_field::kFloat && field->bytes.size() == sizeof(float)) {
        float value;
        std::memcpy(&value, field->bytes.data(), sizeof value);
        number = value;
      }
      if (field->number == attribute_field::kIntegers) append_numbers(*field, list);
      if (field->number == attribute_field::kFloats) {
        for (std::size_t at = 0; at + sizeof(float) <= field->bytes.size(); at += sizeof(float)) {
          floats.push_back(
              read_element(ElementType::kFloat32, field->bytes.subspan(at, sizeof(float))));
        }
      }
      if (field->number == attribute_field::kTensor) {
        std::string unused;
        tensor = read_tensor(field->bytes, unused);
      }
    }
    if (reader.failed()) fail(damaged_graph("an attribute is garbled"));
    // A Constant may have its value as numbers instead of a tensor.
    const auto count = static_cast<std::int64_t>(std::max(floats.size(), list.size()));
    if (name == "value_float" && number) tensor = {{}, {static_cast<float>(*number)}, false};
    if (name == "value_int" && number) tensor = {{}, {static_cast<float>(*number)}, true};
    if (name == "value_floats") tensor = {{count}, floats, false};
    if (name == "value_ints") tensor = {{count}, {list.begin(), list.end()}, true};
    if (name.starts_with("value_")) name = "value";
    if (number) node.numbers[name] = *number;
    if (!list.empty()) node.lists[name] = std::move(list);
    if (tensor) node.tensors[name] = std::move(*tensor);
  }

  // A ValueInfoProto has a name and, in a TypeProto.Tensor, a shape.
  void read_value_info(std::span<const std::uint8_t> bytes, std::string& name,
                       std::vector<std::int64_t>& dims) {
    const auto inside = [](std::span<const std::uint8_t> message, int number) {
      std::span<const std::uint8_t> found;
      ProtoReader reader(message);
      while (const auto field = reader.next()) {
        if (field->number == number) found = field->bytes;
      }
      return found;
    };
    ProtoReader reader(bytes);
    while (const auto field = reader.next()) {
      if (field->number == 1) name = field->text();
      if (field->number != 2) continue;
      constexpr int kTensorType = 1, kShape = 2, kDim = 1, kDimValue = 1;
      ProtoReader shape(inside(inside(field->bytes, kTensorType), kShape));
      while (const auto dim = shape.next()) {
        if (dim->number != kDim) continue;
        std::int64_t extent = -1;
        ProtoReader value(dim->bytes);
        while (const auto part = value.next()) {
          if (part->number == kDimValue) extent = static_cast<std::int64_t>(part->value);
        }
        dims.push_back(extent);
      }
    }
  }

  std::span<const ForeignFile> companions_;
  std::vector<std::span<const std::uint8_t>> inputs_;
  std::optional<Error> error_;
  std::uint64_t numbers_ = 0;  // All tensors together have so many.
};

}  // namespace

Result<OnnxGraph> read_onnx_graph(std::span<const std::uint8_t> file,
                                  std::span<const ForeignFile> companions) {
  GraphReader reader(companions);
  bool found = false;
  ProtoReader model(file);
  while (const auto field = model.next()) {
    if (field->number != model_field::kGraph || found) continue;
    found = true;
    if (const Status status = reader.read(field->bytes); !status) return status.error();
  }
  if (model.failed()) return refused_format("cut");
  if (!found) return damaged_graph("it has no network in it");
  return std::move(reader.graph);
}

}  // namespace inkling

#include "model/foreign/onnx_graph.h"

#include <charconv>
#include <cstring>
#include <optional>

#include "model/foreign/elements.h"
#include "model/protobuf.h"
#include "nn/network.h"

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
constexpr int kInput = 1, kOutput = 2, kName = 3, kOpType = 4, kAttribute = 5;
}
namespace attribute_field {
constexpr int kName = 1, kFloat = 2, kInteger = 3, kTensor = 5, kIntegers = 8;
}
namespace tensor_field {
constexpr int kDims = 1, kDataType = 2, kFloatData = 4, kName = 8, kRawData = 9, kDoubleData = 10,
              kExternalData = 13, kDataLocation = 14;
}

Error damaged_graph(const std::string& what) {
  return {ErrorCode::kBadModel, "This ONNX file is damaged: " + what + "."};
}

ElementType type_in_onnx(std::uint64_t data_type) {
  switch (data_type) {
    case 1:
      return ElementType::kFloat32;
    case 10:
      return ElementType::kFloat16;
    case 11:
      return ElementType::kFloat64;
    case 16:
      return ElementType::kBfloat16;
    default:
      return ElementType::kWhole;
  }
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
    if (byte < 128 || shift > 56) {
      numbers.push_back(static_cast<std::int64_t>(value));
      value = 0;
      shift = 0;
    }
  }
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
        graph.constants[name] = std::move(tensor);
      }
      if (field->number == graph_field::kInput) inputs_.push_back(field->bytes);
      if (field->number == graph_field::kOutput && graph.output.empty()) {
        std::vector<std::int64_t> dims;
        read_value_info(field->bytes, graph.output, dims);
      }
      if (error_) return *error_;
    }
    if (reader.failed()) return damaged_graph("it is cut off or garbled");
    // Older files list constants among the inputs.
    for (const auto bytes_of_input : inputs_) {
      std::string name;
      std::vector<std::int64_t> dims;
      read_value_info(bytes_of_input, name, dims);
      if (graph.constants.contains(name)) continue;
      if (!graph.input.empty()) {
        return Error{ErrorCode::kBadModel, "This ONNX file has two inputs, " + graph.input +
                                               " and " + name +
                                               "; only networks with one can be shown here."};
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
    External external;
    bool is_external = false;
    ProtoReader reader(bytes);
    while (const auto field = reader.next()) {
      if (field->number == tensor_field::kDims) append_numbers(*field, tensor.dims);
      if (field->number == tensor_field::kDataType) data_type = field->value;
      if (field->number == tensor_field::kName) name = field->text();
      if (field->number == tensor_field::kRawData) raw = field->bytes;
      if (field->number == tensor_field::kFloatData || field->number == tensor_field::kDoubleData) {
        listed.insert(listed.end(), field->bytes.begin(), field->bytes.end());
      }
      if (field->number == tensor_field::kExternalData) read_external(field->bytes, external);
      if (field->number == tensor_field::kDataLocation) is_external = field->value == 1;
    }
    if (reader.failed()) fail(damaged_graph("the tensor " + name + " is garbled"));
    std::uint64_t count = 1;
    for (const std::int64_t extent : tensor.dims) {
      if (extent < 0 || extent > kMaxParameters) {
        fail(damaged_graph("the tensor " + name + " has an impossible shape"));
        return tensor;
      }
      count *= static_cast<std::uint64_t>(extent);
      if (count > kMaxParameters) {
        fail({ErrorCode::kBadModel, "This ONNX file has more weights than can be used here."});
        return tensor;
      }
    }
    const ElementType type = type_in_onnx(data_type);
    if (type == ElementType::kWhole || error_) return tensor;
    if (is_external) raw = external_bytes(external, name);
    if (error_) return tensor;
    auto values =
        read_elements(type, raw.empty() ? std::span<const std::uint8_t>(listed) : raw, count);
    if (!values) {
      fail(damaged_graph("the tensor " + name + " has too few numbers, or too many"));
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
        fail(damaged_graph("the numbers of the tensor " + name + " are not all in " + wanted));
        return {};
      }
      return companion.bytes.subspan(static_cast<std::size_t>(external.offset),
                                     static_cast<std::size_t>(length));
    }
    fail({ErrorCode::kModelFileMissing,
          "The weights of this ONNX file are in a second file, " + wanted +
              ". Choose both files together.",
          wanted});
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
      if (field->number == node_field::kAttribute) add_attribute(field->bytes, node);
    }
    if (reader.failed()) fail(damaged_graph("a node is garbled"));
    graph.nodes.push_back(std::move(node));
  }

  void add_attribute(std::span<const std::uint8_t> bytes, OnnxNode& node) {
    std::string name;
    std::optional<double> number;
    std::vector<std::int64_t> list;
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
      if (field->number == attribute_field::kTensor) {
        std::string unused;
        tensor = read_tensor(field->bytes, unused);
      }
    }
    if (reader.failed()) fail(damaged_graph("an attribute is garbled"));
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
  if (model.failed()) return damaged_graph("it is cut off or garbled");
  if (!found) return damaged_graph("it has no network in it");
  return std::move(reader.graph);
}

}  // namespace inkling

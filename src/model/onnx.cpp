#include "model/onnx.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <initializer_list>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "math/numbers.h"
#include "model/protobuf.h"
#include "model/tensor_name.h"

namespace inkling {
namespace {

// These are the numbers of the fields that are used, from onnx.proto.
namespace model_field {
constexpr int kIrVersion = 1, kProducerName = 2, kGraph = 7, kOpsetImport = 8, kMetadata = 14;
}
namespace entry_field {
constexpr int kKey = 1, kValue = 2;
}
namespace opset_field {
constexpr int kVersion = 2;
}
namespace graph_field {
constexpr int kNode = 1, kName = 2, kInitializer = 5, kInput = 11, kOutput = 12;
}
namespace node_field {
constexpr int kInput = 1, kOutput = 2, kOpType = 4, kAttribute = 5;
}
namespace attribute_field {
constexpr int kName = 1, kFloat = 2, kInteger = 3, kType = 20;
}
namespace tensor_field {
constexpr int kDims = 1, kDataType = 2, kName = 8, kRawData = 9;
}
constexpr std::uint64_t kFloatType = 1;      // It is TensorProto.DataType.FLOAT.
constexpr std::uint64_t kIntAttribute = 2;   // It is AttributeProto.AttributeType.INT.
constexpr std::uint64_t kIrVersion = 7;      // It dates from 2020; today's runtimes run it.
constexpr std::uint64_t kOpsetVersion = 13;  // Since this version Softmax works on the last axis.

// The index is an Activation.
constexpr const char* kOperators[] = {"Relu", "Sigmoid", "Tanh"};
static_assert(std::size(kOperators) == std::size(kActivationNames));

Error damaged_onnx(const std::string& what) {
  return {ErrorCode::kBadModel, "This is not an ONNX model of Inkling's: " + what + "."};
}

// ---- Writing ------------------------------------------------------------------------------------

ProtoWriter tensor(const std::string& name, std::initializer_list<int> dims,
                   std::span<const float> values) {
  ProtoWriter writer;
  for (const int extent : dims) {
    writer.number(tensor_field::kDims, static_cast<std::uint64_t>(extent));
  }
  writer.number(tensor_field::kDataType, kFloatType);
  writer.text(tensor_field::kName, name);
  writer.bytes(tensor_field::kRawData,
               {reinterpret_cast<const std::uint8_t*>(values.data()), values.size_bytes()});
  return writer;
}

ProtoWriter node(const char* op, std::initializer_list<std::string> inputs,
                 const std::string& output) {
  ProtoWriter writer;
  for (const std::string& input : inputs) writer.text(node_field::kInput, input);
  writer.text(node_field::kOutput, output);
  writer.text(node_field::kOpType, op);
  return writer;
}

// Returns a ValueInfoProto of a matrix of floats with any number of rows.
ProtoWriter batch_of(const char* name, int width) {
  ProtoWriter any_count, columns, shape, type, value_type, value;
  any_count.text(2, "batch");
  columns.number(1, static_cast<std::uint64_t>(width));
  shape.message(1, any_count);
  shape.message(1, columns);
  type.number(1, kFloatType);
  type.message(2, shape);
  value_type.message(1, type);
  value.text(1, name);
  value.message(2, value_type);
  return value;
}

// ---- Reading ------------------------------------------------------------------------------------

struct Initializer {
  std::vector<std::uint64_t> dims;
  std::span<const std::uint8_t> raw;
  bool is_float = false;
};

struct Node {
  std::string op;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::map<std::string, double> attributes;  // Those that are no numbers count as NaN.
};

struct Graph {
  std::vector<Node> nodes;
  std::map<std::string, Initializer> initializers;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
};

bool read_initializer(std::span<const std::uint8_t> bytes, Graph& graph) {
  Initializer initializer;
  std::string name;
  ProtoReader reader(bytes);
  while (const auto field = reader.next()) {
    if (field->number == tensor_field::kDims) initializer.dims.push_back(field->value);
    if (field->number == tensor_field::kDataType) initializer.is_float = field->value == kFloatType;
    if (field->number == tensor_field::kName) name = field->text();
    if (field->number == tensor_field::kRawData) initializer.raw = field->bytes;
  }
  return !reader.failed() && graph.initializers.emplace(name, initializer).second;
}

bool read_attribute(std::span<const std::uint8_t> bytes, Node& node) {
  std::string name;
  double value = std::numeric_limits<double>::quiet_NaN();
  ProtoReader reader(bytes);
  while (const auto field = reader.next()) {
    if (field->number == attribute_field::kName) name = field->text();
    if (field->number == attribute_field::kInteger) {
      value = static_cast<double>(static_cast<std::int64_t>(field->value));
    }
    if (field->number == attribute_field::kFloat && field->bytes.size() == sizeof(float)) {
      float number;
      std::memcpy(&number, field->bytes.data(), sizeof number);
      value = number;
    }
  }
  return !reader.failed() && node.attributes.emplace(name, value).second;
}

bool read_node(std::span<const std::uint8_t> bytes, Graph& graph) {
  Node node;
  bool good = true;
  ProtoReader reader(bytes);
  while (const auto field = reader.next()) {
    if (field->number == node_field::kInput) node.inputs.emplace_back(field->text());
    if (field->number == node_field::kOutput) node.outputs.emplace_back(field->text());
    if (field->number == node_field::kOpType) node.op = field->text();
    if (field->number == node_field::kAttribute) good = good && read_attribute(field->bytes, node);
  }
  graph.nodes.push_back(std::move(node));
  return good && !reader.failed();
}

// Appends the name of a ValueInfoProto to `names`. Returns whether the bytes are a message.
bool read_name(std::span<const std::uint8_t> bytes, std::vector<std::string>& names) {
  ProtoReader reader(bytes);
  while (const auto field = reader.next()) {
    if (field->number == 1) names.emplace_back(field->text());
  }
  return !reader.failed();
}

Result<Graph> read_graph(std::span<const std::uint8_t> file) {
  Graph graph;
  bool good = true;
  ProtoReader model(file);
  while (const auto field = model.next()) {
    if (field->number != model_field::kGraph) continue;
    ProtoReader reader(field->bytes);
    while (const auto part = reader.next()) {
      if (part->number == graph_field::kNode) good = good && read_node(part->bytes, graph);
      if (part->number == graph_field::kInitializer) {
        good = good && read_initializer(part->bytes, graph);
      }
      if (part->number == graph_field::kInput) good = good && read_name(part->bytes, graph.inputs);
      if (part->number == graph_field::kOutput) {
        good = good && read_name(part->bytes, graph.outputs);
      }
    }
    good = good && !reader.failed();
  }
  if (!good || model.failed()) return damaged_onnx("it is cut off or garbled");
  return graph;
}

// Returns whether each node takes what the one before it gives, from the graph's input to its
// output, and computes what to_onnx means by it.
bool is_chain(const Graph& graph) {
  if (graph.inputs.size() != 1 || graph.outputs.size() != 1) return false;
  const auto only = [](const Node& node, std::initializer_list<std::pair<const char*, double>> ok) {
    return std::all_of(node.attributes.begin(), node.attributes.end(), [&](const auto& attribute) {
      return std::any_of(ok.begin(), ok.end(), [&](const auto& allowed) {
        return attribute.first == allowed.first && attribute.second == allowed.second;
      });
    });
  };
  std::string value = graph.inputs[0];
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const Node& node = graph.nodes[i];
    std::vector<std::string> inputs = {value};
    if (i % 2 == 0) {
      const auto layer = static_cast<int>(i / 2);
      inputs.push_back(tensor_name(layer, "weight"));
      inputs.push_back(tensor_name(layer, "bias"));
      if (!node.attributes.contains("transB") ||
          !only(node, {{"transB", 1}, {"transA", 0}, {"alpha", 1}, {"beta", 1}})) {
        return false;
      }
    } else if (!only(node, {{"axis", -1}, {"axis", 1}})) {
      return false;
    }
    if (node.inputs != inputs || node.outputs.size() != 1) return false;
    value = node.outputs[0];
  }
  return value == graph.outputs[0];
}

// Returns the network's shape, or an error where operators and sizes do not tell it or disagree.
Result<NetworkShape> shape_of(const Graph& graph) {
  const std::size_t layers = graph.nodes.size() / 2;
  if (graph.nodes.size() % 2 != 0 || layers == 0 || graph.initializers.size() != 2 * layers) {
    return damaged_onnx("it has other operators");
  }
  NetworkShape shape{.layers = {}};
  for (std::size_t l = 0; l < layers; ++l) {
    const std::string& activation = graph.nodes[2 * l + 1].op;
    const bool last = l + 1 == layers;
    const auto found = std::find(std::begin(kOperators), std::end(kOperators), activation);
    const bool known = last ? activation == "Softmax" : found != std::end(kOperators);
    if (graph.nodes[2 * l].op != "Gemm" || !known ||
        (l > 0 && !last && activation != graph.nodes[1].op)) {
      return damaged_onnx("it has other operators");
    }
    if (!last) shape.activation = static_cast<Activation>(found - std::begin(kOperators));

    const auto weight = graph.initializers.find(tensor_name(static_cast<int>(l), "weight"));
    const auto bias = graph.initializers.find(tensor_name(static_cast<int>(l), "bias"));
    if (weight == graph.initializers.end() || bias == graph.initializers.end()) {
      return damaged_onnx("a layer has no weights");
    }
    const auto& [weight_dims, weight_raw, weight_is_float] = weight->second;
    const auto& [bias_dims, bias_raw, bias_is_float] = bias->second;
    const auto possible = [](std::uint64_t extent) {
      return extent >= 1 && extent <= kMaxParameters;
    };
    if (!weight_is_float || !bias_is_float || weight_dims.size() != 2 || bias_dims.size() != 1 ||
        !possible(weight_dims[0]) || !possible(weight_dims[1]) || bias_dims[0] != weight_dims[0] ||
        (l > 0 && weight_dims[1] != static_cast<std::uint64_t>(shape.layers.back()))) {
      return damaged_onnx("its layers do not fit together");
    }
    if (weight_raw.size() != weight_dims[0] * weight_dims[1] * sizeof(float) ||
        bias_raw.size() != bias_dims[0] * sizeof(float)) {
      return damaged_onnx("a layer has too few numbers, or too many");
    }
    if (l == 0) shape.layers.push_back(static_cast<int>(weight_dims[1]));
    shape.layers.push_back(static_cast<int>(weight_dims[0]));
  }
  if (const Status possible = check_shape(shape); !possible) {
    return damaged_onnx(possible.error().message);
  }
  if (!is_chain(graph)) return damaged_onnx("its operators are connected in another way");
  return shape;
}

}  // namespace

std::vector<std::uint8_t> to_onnx(const Network<float>& network,
                                  const std::map<std::string, std::string>& notes) {
  ProtoWriter graph;
  graph.text(graph_field::kName, "inkling");
  std::string values = "pixels";
  for (int l = 0; l < network.layer_count(); ++l) {
    const DenseLayer<const float> layer = network.layer(l);
    const int inputs = layer.weights.rows;
    const int outputs = layer.weights.cols;
    std::vector<float> weights;
    for (int out = 0; out < outputs; ++out) {
      for (int in = 0; in < inputs; ++in) weights.push_back(layer.weights(in, out));
    }
    const std::string weight_name = tensor_name(l, "weight");
    const std::string bias_name = tensor_name(l, "bias");
    graph.message(graph_field::kInitializer, tensor(weight_name, {outputs, inputs}, weights));
    graph.message(graph_field::kInitializer, tensor(bias_name, {outputs}, layer.biases));

    const bool last = l + 1 == network.layer_count();
    const std::string sums = "z" + std::to_string(l + 1);
    const std::string next = last ? "probabilities" : "a" + std::to_string(l + 1);
    ProtoWriter transposed;
    transposed.text(attribute_field::kName, "transB");
    transposed.number(attribute_field::kInteger, 1);
    transposed.number(attribute_field::kType, kIntAttribute);
    ProtoWriter gemm = node("Gemm", {values, weight_name, bias_name}, sums);
    gemm.message(node_field::kAttribute, transposed);
    graph.message(graph_field::kNode, gemm);
    graph.message(graph_field::kNode,
                  node(last ? "Softmax" : kOperators[static_cast<int>(network.shape().activation)],
                       {sums}, next));
    values = next;
  }
  graph.message(graph_field::kInput, batch_of("pixels", network.shape().layers.front()));
  graph.message(graph_field::kOutput, batch_of("probabilities", network.shape().layers.back()));

  ProtoWriter opset;
  opset.number(opset_field::kVersion, kOpsetVersion);
  ProtoWriter model;
  model.number(model_field::kIrVersion, kIrVersion);
  model.text(model_field::kProducerName, "Inkling");
  model.message(model_field::kGraph, graph);
  model.message(model_field::kOpsetImport, opset);
  for (const auto& [key, value] : notes) {
    ProtoWriter note;
    note.text(entry_field::kKey, key);
    note.text(entry_field::kValue, value);
    model.message(model_field::kMetadata, note);
  }
  return model.take();
}

Result<Network<float>> from_onnx(std::span<const std::uint8_t> file) {
  const Result<Graph> graph = read_graph(file);
  if (!graph) return graph.error();
  const Result<NetworkShape> shape = shape_of(*graph);
  if (!shape) return shape.error();
  Network<float> network(*shape);
  for (int l = 0; l < network.layer_count(); ++l) {
    const DenseLayer<float> layer = network.layer(l);
    const std::uint8_t* from = graph->initializers.at(tensor_name(l, "weight")).raw.data();
    for (int out = 0; out < layer.weights.cols; ++out) {
      for (int in = 0; in < layer.weights.rows; ++in, from += sizeof(float)) {
        std::memcpy(&layer.weights(in, out), from, sizeof(float));
      }
    }
    const auto biases = graph->initializers.at(tensor_name(l, "bias")).raw;
    std::memcpy(layer.biases.data(), biases.data(), biases.size());
  }
  if (!all_finite(network.parameters())) return damaged_onnx("some of its numbers are not finite");
  return network;
}

}  // namespace inkling

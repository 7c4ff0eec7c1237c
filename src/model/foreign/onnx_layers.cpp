#include "model/foreign/onnx_layers.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "model/foreign/formats.h"
#include "model/foreign/onnx_constants.h"
#include "model/foreign/onnx_layout.h"
#include "model/foreign/shown_name.h"

namespace inkling {
namespace {

Error refused_graph(const std::string& what) {
  return {ErrorCode::kBadModel, "This ONNX file cannot be shown here: " + what + "."};
}

// `what` says what the node does.
Error refused_node(const OnnxNode& node, const std::string& what) {
  const std::string words = words_of(node);
  return refused_part(words,
                      "This ONNX file cannot be shown here: the node " + words + " " + what + ".");
}

std::string layer_name(const OnnxNode& node) {
  return shown_name(node.name.empty() ? node.outputs[0] : node.name);
}

// The graph gives what these compute.
std::set<const OnnxNode*> needed_nodes(const OnnxGraph& graph) {
  std::map<std::string, const OnnxNode*> makers;
  for (const OnnxNode& node : graph.nodes) {
    for (const std::string& output : node.outputs) makers.emplace(output, &node);
  }
  std::set<const OnnxNode*> needed;
  std::vector<std::string> wanted = graph.outputs;
  while (!wanted.empty()) {
    const auto maker = makers.find(wanted.back());
    wanted.pop_back();
    if (maker == makers.end() || !needed.insert(maker->second).second) continue;
    const auto& inputs = maker->second->inputs;
    wanted.insert(wanted.end(), inputs.begin(), inputs.end());
  }
  return needed;
}

// A matrix of constants, [rows, cols], as it stands in the file or transposed.
struct MatrixView {
  const OnnxTensor& tensor;
  bool transposed = false;
  std::int64_t rows() const { return tensor.dims[transposed ? 1 : 0]; }
  std::int64_t cols() const { return tensor.dims[transposed ? 0 : 1]; }
  double at(std::int64_t row, std::int64_t col) const {
    const std::int64_t i = transposed ? col * tensor.dims[1] + row : row * tensor.dims[1] + col;
    return tensor.values[static_cast<std::size_t>(i)];
  }
};

class Follower {
 public:
  explicit Follower(const OnnxGraph& graph)
      : graph_(graph), constants_(graph), data_(graph.input), layout_(graph.input_dims) {}

  Result<LayerList> follow() {
    const auto needed = needed_nodes(graph_);
    std::set<std::string> made = {graph_.input};
    for (const auto& [name, tensor] : graph_.constants) made.insert(name);
    for (const OnnxNode& node : graph_.nodes) {
      if (node.outputs.empty()) return refused_node(node, "gives nothing");
      for (const std::string& output : node.outputs) {
        if (!output.empty() && !made.insert(output).second) {
          return refused_node(node, "gives a value that there is already");
        }
      }
      if (!graph_.outputs.empty() && !needed.contains(&node)) continue;
      if (const Status status = take(node); !status) return status.error();
    }
    for (const std::string& output : graph_.outputs) {
      if (way_.contains(output)) continue;
      return refused_graph("its output " + shown_name(output) + " does not come from its pixels" +
                           constants_.maker_of(output));
    }
    if (!graph_.outputs.empty() &&
        std::find(graph_.outputs.begin(), graph_.outputs.end(), data_) == graph_.outputs.end()) {
      return refused_graph("its output " + shown_name(graph_.outputs[0]) +
                           " is not the end of the way through it");
    }
    return std::move(list_);
  }

 private:
  bool is_data(const OnnxNode& node, std::size_t input) const {
    return node.inputs.size() > input && node.inputs[input] == data_;
  }
  Status data_becomes(const OnnxNode& node) {
    data_ = node.outputs[0];
    way_.insert(data_);
    return Nothing{};
  }

  Status take(const OnnxNode& node) {
    const bool takes_data =
        std::find(node.inputs.begin(), node.inputs.end(), data_) != node.inputs.end();
    if (!takes_data) return constants_.take(node);
    if (!node.domain.empty() && node.domain != "ai.onnx") {
      return refused_layer(shown_name(node.domain) + " " + words_of(node));
    }
    if (node.op == "Shape") return Nothing{};  // What is computed of it goes into a Reshape.
    if (node.op == "Gemm" || node.op == "MatMul") return take_product(node);
    if (node.op == "Add" || node.op == "Sub" || node.op == "Mul" || node.op == "Div") {
      return take_sum(node);
    }
    if (!is_data(node, 0)) return refused_node(node, "takes the pixels for something else");
    if (node.op == "Identity" || node.op == "Dropout") return data_becomes(node);
    if (node.op == "Cast") {
      if (!is_float_type(number_or(node, "to", 0))) return refused_node(node, "rounds its values");
      return data_becomes(node);
    }
    if (node.op == "Flatten" || node.op == "Reshape" || node.op == "Squeeze" ||
        node.op == "Unsqueeze" || node.op == "Transpose") {
      return take_turn(node);
    }
    if (node.op == "BatchNormalization") return take_normalisation(node);
    static const std::map<std::string, Nonlinearity> kNonlinearities = {
        {"Relu", Nonlinearity::kRelu},
        {"Sigmoid", Nonlinearity::kSigmoid},
        {"Tanh", Nonlinearity::kTanh},
        {"Softmax", Nonlinearity::kSoftmax},
        {"LogSoftmax", Nonlinearity::kLogSoftmax}};
    if (const auto found = kNonlinearities.find(node.op); found != kNonlinearities.end()) {
      return take_activation(node, found->second);
    }
    static const std::set<std::string> kOtherActivations = {
        "LeakyRelu", "PRelu",           "Elu",         "Selu",      "Celu", "Gelu",
        "Softplus",  "Softsign",        "HardSigmoid", "HardSwish", "Mish", "Swish",
        "Clip",      "ThresholdedRelu", "Erf"};
    if (kOtherActivations.contains(node.op)) {
      return Error{ErrorCode::kModelActivation,
                   "This network has the activation " + words_of(node) +
                       ": only Relu, Sigmoid and Tanh can be shown here.",
                   words_of(node)};
    }
    return refused_layer(words_of(node));
  }

  static Error refused_layer(const std::string& words) {
    return {
        ErrorCode::kModelLayer,
        "This ONNX file has a " + words + " node: only networks of dense layers can be shown here.",
        words};
  }

  // Nodes that change the shape are understood as long as the values of each image keep their
  // order.
  Status take_turn(const OnnxNode& node) {
    bool kept = false;
    std::optional<std::vector<std::int64_t>> axes;
    if (node.op == "Flatten") {
      const double axis = number_or(node, "axis", 1);
      kept = std::abs(axis) < 1e6 && layout_.flatten(static_cast<std::int64_t>(axis));
    } else if (node.op == "Reshape") {
      const auto listed = node.lists.find("shape");
      const auto target = listed != node.lists.end() ? std::optional(listed->second)
                          : node.inputs.size() > 1   ? constants_.whole_numbers(node.inputs[1])
                                                     : std::nullopt;
      kept = target ? layout_.reshape(*target) : layout_.reshape_somehow();
    } else if (node.op == "Squeeze") {
      kept = axes_of(node, constants_, axes) && layout_.squeeze(axes ? &*axes : nullptr);
    } else if (node.op == "Unsqueeze") {
      kept = axes_of(node, constants_, axes) && axes && layout_.unsqueeze(*axes);
    } else {
      const auto order = node.lists.find("perm");
      kept = layout_.transpose(order == node.lists.end() ? std::vector<std::int64_t>{}
                                                         : order->second);
    }
    if (!kept) {
      return refused_node(node,
                          "brings the pixels into another order, or mixes the images of a "
                          "batch");
    }
    return data_becomes(node);
  }

  Status take_activation(const OnnxNode& node, Nonlinearity kind) {
    if (kind == Nonlinearity::kSoftmax || kind == Nonlinearity::kLogSoftmax) {
      const auto values = layout_.axis_of_values();
      const auto rank = static_cast<double>(layout_.rank());
      double axis = number_or(node, "axis", -1);
      if (axis < 0) axis += rank;
      if (!values || axis != static_cast<double>(*values)) {
        return refused_node(node, "works along another axis than that of the digits");
      }
    }
    list_.emplace_back(ActivationStep(kind, words_of(node)));
    return data_becomes(node);
  }

  // y = alpha op(A) op(B) + beta C, where one of A and B is the data.
  Status take_product(const OnnxNode& node) {
    const bool data_first = is_data(node, 0);
    if (node.inputs.size() < 2 || is_data(node, data_first ? 1 : 0)) {
      return refused_node(node, "multiplies the values with each other");
    }
    const std::string& other = node.inputs[data_first ? 1 : 0];
    const OnnxTensor* weights = constants_.find(other);
    if (weights == nullptr || weights->dims.size() != 2 || weights->whole) {
      return refused_node(node, "has no matrix of weights" + constants_.maker_of(other));
    }
    const bool turn_first = number_or(node, "transA", 0) != 0;
    const bool turn_second = number_or(node, "transB", 0) != 0;
    // In the product the data is [batch, values] when it comes first, else [values, batch].
    if (data_first ? turn_first : turn_second) {
      if (layout_.rank() != 2 || !layout_.transpose({1, 0})) {
        return refused_node(node, "mixes the images of a batch");
      }
    }
    const auto axis = layout_.axis_of_values();
    const std::size_t wanted = data_first ? layout_.rank() - 1 : layout_.rank() - 2;
    if (!axis || *axis != wanted || (!data_first && layout_.rank() != 2)) {
      return refused_node(node, "mixes the images of a batch, or takes a part of each");
    }
    // With the data first, y = x op(B); else yT = op(A) xT, so y = x op(A)T.
    const MatrixView matrix{*weights, data_first ? turn_second : !turn_first};
    const double alpha = number_or(node, "alpha", 1), beta = number_or(node, "beta", 1);
    weights_ += weights->values.size();
    if (weights_ > kMostWeights) return refused_format("large");
    DenseStep dense{.inputs = static_cast<int>(matrix.rows()),
                    .outputs = static_cast<int>(matrix.cols()),
                    .weights = {},
                    .biases = {},
                    .name = layer_name(node)};
    for (std::int64_t in = 0; in < matrix.rows(); ++in) {
      for (std::int64_t out = 0; out < matrix.cols(); ++out) {
        dense.weights.push_back(alpha * matrix.at(in, out));
      }
    }
    layout_.set_values(*axis, matrix.cols());
    dense.biases.assign(static_cast<std::size_t>(dense.outputs), 0);
    if (node.inputs.size() > 2 && !node.inputs[2].empty()) {
      const OnnxTensor* biases = constants_.find(node.inputs[2]);
      const auto values = biases == nullptr ? std::nullopt : layout_.broadcast(*biases);
      if (!values || (values->size() != 1 && values->size() != dense.biases.size())) {
        return refused_node(node,
                            "has biases of another shape" + constants_.maker_of(node.inputs[2]));
      }
      for (std::size_t i = 0; i < dense.biases.size(); ++i) {
        dense.biases[i] = beta * (*values)[values->size() == 1 ? 0 : i];
      }
    }
    list_.emplace_back(std::move(dense));
    return data_becomes(node);
  }

  Status take_sum(const OnnxNode& node) {
    const bool data_first = is_data(node, 0);
    if (node.inputs.size() != 2) return refused_node(node, "has other than two inputs");
    const std::string& name = node.inputs[data_first ? 1 : 0];
    const OnnxTensor* other = constants_.find(name);
    if (other == nullptr) {
      return refused_node(node, "joins two ways through the network" + constants_.maker_of(name));
    }
    if (node.op == "Div" && !data_first) return refused_node(node, "divides by the pixels");
    auto broadcast = layout_.broadcast(*other);
    if (!broadcast) return refused_node(node, "has a constant of another shape");
    std::vector<double> values = std::move(*broadcast);
    ScaleStep scale{.factors = {1}, .shifts = {0}, .name = words_of(node)};
    if (node.op == "Add") scale.shifts = values;
    if (node.op == "Mul") scale.factors = values;
    if (node.op == "Div") {
      for (double& value : values) value = 1 / value;
      scale.factors = values;
    }
    if (node.op == "Sub") {
      scale.shifts = values;
      if (data_first) {
        for (double& value : scale.shifts) value = -value;
      } else {
        scale.factors = {-1};
      }
    }
    return add_scale(node, std::move(scale));
  }

  Status add_scale(const OnnxNode& node, ScaleStep scale) {
    scales_ += scale.factors.size() + scale.shifts.size();
    if (scales_ > kMostWeights) return refused_format("large");
    list_.emplace_back(std::move(scale));
    return data_becomes(node);
  }

  // y = scale (x - mean) / sqrt(variance + epsilon) + bias, for each channel: axis 1.
  Status take_normalisation(const OnnxNode& node) {
    if (number_or(node, "training_mode", 0) != 0) {
      return refused_node(node, "normalises as in training");
    }
    std::vector<double> parts[4];
    for (std::size_t i = 0; i < std::size(parts); ++i) {
      const OnnxTensor* part =
          node.inputs.size() > i + 1 ? constants_.find(node.inputs[i + 1]) : nullptr;
      if (part == nullptr || layout_.rank() < 2) {
        return refused_node(node, "lacks some of its numbers");
      }
      OnnxTensor channels{.dims = std::vector<std::int64_t>(layout_.rank(), 1),
                          .values = part->values};
      channels.dims[1] = static_cast<std::int64_t>(part->values.size());
      const auto values = layout_.broadcast(channels);
      if (!values || (i > 0 && values->size() != parts[0].size())) {
        return refused_node(node, "has numbers of another shape");
      }
      parts[i] = *values;
    }
    const double epsilon = number_or(node, "epsilon", 1e-5);
    ScaleStep scale{.factors = {}, .shifts = {}, .name = words_of(node)};
    for (std::size_t i = 0; i < parts[0].size(); ++i) {
      const double factor = parts[0][i] / std::sqrt(parts[3][i] + epsilon);
      scale.factors.push_back(factor);
      scale.shifts.push_back(parts[1][i] - factor * parts[2][i]);
    }
    return add_scale(node, std::move(scale));
  }

  const OnnxGraph& graph_;
  OnnxConstants constants_;
  std::string data_;           // The value of this name is what has become of the pixels so far.
  std::set<std::string> way_;  // It had these names before.
  OnnxLayout layout_;
  std::uint64_t weights_ = 0, scales_ = 0;  // The list has so many numbers.
  LayerList list_;
};

}  // namespace

Result<LayerList> layers_of(const OnnxGraph& graph) { return Follower(graph).follow(); }

}  // namespace inkling

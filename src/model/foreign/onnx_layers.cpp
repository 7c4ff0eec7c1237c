#include "model/foreign/onnx_layers.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace inkling {
namespace {

Error refused_graph(const std::string& what) {
  return {ErrorCode::kBadModel, "This ONNX file cannot be shown here: " + what + "."};
}

std::string words_of(const OnnxNode& node) {
  return node.op + (node.name.empty() ? "" : " (" + node.name + ")");
}

double number_or(const OnnxNode& node, const char* name, double usual) {
  const auto found = node.numbers.find(name);
  return found == node.numbers.end() ? usual : found->second;
}

std::vector<double> doubles(const OnnxTensor& tensor) {
  return {tensor.values.begin(), tensor.values.end()};
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
  explicit Follower(const OnnxGraph& graph) : graph_(graph), data_(graph.input) {
    for (const auto& [name, tensor] : graph.constants) constants_[name] = &tensor;
  }

  Result<LayerList> follow() {
    for (const OnnxNode& node : graph_.nodes) {
      if (const Status status = take(node); !status) return status.error();
    }
    if (!graph_.output.empty() && graph_.output != data_) {
      return refused_graph("its output " + graph_.output + " does not come from its pixels");
    }
    return std::move(list_);
  }

 private:
  const OnnxTensor* constant(const std::string& name) const {
    const auto found = constants_.find(name);
    return found == constants_.end() || found->second->values.empty() ? nullptr : found->second;
  }
  bool is_data(const OnnxNode& node, std::size_t input) const {
    return node.inputs.size() > input && node.inputs[input] == data_;
  }
  void data_becomes(const OnnxNode& node) { data_ = node.outputs[0]; }

  Status take(const OnnxNode& node) {
    if (node.outputs.empty()) return refused_graph("the node " + words_of(node) + " gives nothing");
    if (node.op == "Constant") {
      const auto value = node.tensors.find("value");
      if (value != node.tensors.end()) constants_[node.outputs[0]] = &value->second;
      return Nothing{};
    }
    const bool takes_data =
        std::find(node.inputs.begin(), node.inputs.end(), data_) != node.inputs.end();
    if (!takes_data) return take_constants(node);
    static const std::set<std::string> kNothingChanges = {
        "Identity", "Dropout", "Cast", "Flatten", "Reshape", "Squeeze", "Unsqueeze"};
    if (kNothingChanges.contains(node.op)) {
      data_becomes(node);
      return Nothing{};
    }
    if (node.op == "Shape") return Nothing{};  // What is computed of it goes into a Reshape.
    if (node.op == "Transpose") return take_transpose(node);
    if (node.op == "Gemm" || node.op == "MatMul") return take_product(node);
    if (node.op == "Add" || node.op == "Sub" || node.op == "Mul" || node.op == "Div") {
      return take_sum(node);
    }
    if (node.op == "BatchNormalization") return take_normalisation(node);
    static const std::map<std::string, Nonlinearity> kNonlinearities = {
        {"Relu", Nonlinearity::kRelu},
        {"Sigmoid", Nonlinearity::kSigmoid},
        {"Tanh", Nonlinearity::kTanh},
        {"Softmax", Nonlinearity::kSoftmax},
        {"LogSoftmax", Nonlinearity::kLogSoftmax}};
    if (const auto found = kNonlinearities.find(node.op); found != kNonlinearities.end()) {
      list_.emplace_back(found->second);
      data_becomes(node);
      return Nothing{};
    }
    return Error{ErrorCode::kModelLayer,
                 "This ONNX file has a " + words_of(node) +
                     " node: only networks of dense layers can be shown here.",
                 words_of(node)};
  }

  // Nodes that work on constants alone: those that change nothing pass them on, and those that
  // compute a shape are of no interest.
  Status take_constants(const OnnxNode& node) {
    if (node.inputs.empty() || constant(node.inputs[0]) == nullptr) return Nothing{};
    const OnnxTensor& from = *constant(node.inputs[0]);
    if (node.op == "Identity" || node.op == "Cast") {
      constants_[node.outputs[0]] = &from;
    } else if (node.op == "Transpose" && from.dims.size() == 2) {
      OnnxTensor turned{.dims = {from.dims[1], from.dims[0]}, .values = {}};
      const MatrixView view{from, true};
      for (std::int64_t row = 0; row < view.rows(); ++row) {
        for (std::int64_t col = 0; col < view.cols(); ++col) {
          turned.values.push_back(static_cast<float>(view.at(row, col)));
        }
      }
      made_.push_back(std::make_unique<OnnxTensor>(std::move(turned)));
      constants_[node.outputs[0]] = made_.back().get();
    } else if (node.op == "Reshape" || node.op == "Squeeze" || node.op == "Unsqueeze" ||
               node.op == "Flatten") {
      constants_[node.outputs[0]] = &from;
    } else {
      return refused_graph("it computes a constant with a " + words_of(node) + " node");
    }
    return Nothing{};
  }

  // A transposition of axes that have one element changes nothing; one of batch and values is
  // undone by the product behind it.
  Status take_transpose(const OnnxNode& node) {
    const auto perm = node.lists.find("perm");
    const std::size_t axes =
        perm != node.lists.end() ? perm->second.size() : graph_.input_dims.size();
    std::vector<std::int64_t> order;
    for (std::size_t i = 0; i < axes; ++i) {
      order.push_back(perm != node.lists.end() ? perm->second[i]
                                               : static_cast<std::int64_t>(axes - 1 - i));
    }
    if (order == std::vector<std::int64_t>{1, 0}) {
      turned_ = !turned_;
      data_becomes(node);
      return Nothing{};
    }
    std::int64_t last = -1;
    for (const std::int64_t axis : order) {
      const bool single = axis >= 0 && list_.empty() &&
                          static_cast<std::size_t>(axis) < graph_.input_dims.size() &&
                          graph_.input_dims[static_cast<std::size_t>(axis)] == 1;
      if (single && axis != 0) continue;
      if (axis < last) {
        return refused_graph("the node " + words_of(node) +
                             " brings the pixels into another order");
      }
      last = axis;
    }
    data_becomes(node);
    return Nothing{};
  }

  // y = alpha op(A) op(B) + beta C, where one of A and B is the data.
  Status take_product(const OnnxNode& node) {
    const bool data_first = is_data(node, 0);
    const OnnxTensor* weights =
        node.inputs.size() < 2 ? nullptr : constant(node.inputs[data_first ? 1 : 0]);
    if (weights == nullptr || weights->dims.size() != 2) {
      return refused_graph("the node " + words_of(node) + " has no matrix of weights");
    }
    const bool turn_first = number_or(node, "transA", 0) != 0;
    const bool turn_second = number_or(node, "transB", 0) != 0;
    // In the product the data is [batch, values] when it comes first, else [values, batch].
    const bool data_turned = turned_ != (data_first ? turn_first : turn_second);
    if (data_turned == data_first) {
      return refused_graph("the node " + words_of(node) + " mixes the images of a batch");
    }
    // With the data first, y = x op(B); else yT = op(A) xT, so y = x op(A)T.
    const MatrixView matrix{*weights, data_first ? turn_second : !turn_first};
    const double alpha = number_or(node, "alpha", 1), beta = number_or(node, "beta", 1);
    DenseStep dense{.inputs = static_cast<int>(matrix.rows()),
                    .outputs = static_cast<int>(matrix.cols()),
                    .weights = {},
                    .biases = {},
                    .name = node.name.empty() ? node.outputs[0] : node.name};
    for (std::int64_t in = 0; in < matrix.rows(); ++in) {
      for (std::int64_t out = 0; out < matrix.cols(); ++out) {
        dense.weights.push_back(alpha * matrix.at(in, out));
      }
    }
    dense.biases.assign(static_cast<std::size_t>(dense.outputs), 0);
    if (node.inputs.size() > 2 && !node.inputs[2].empty()) {
      const OnnxTensor* biases = constant(node.inputs[2]);
      const bool fits = biases != nullptr && (biases->values.size() == dense.biases.size() ||
                                              biases->values.size() == 1);
      if (!fits) return refused_graph("the node " + words_of(node) + " has biases of another size");
      for (std::size_t i = 0; i < dense.biases.size(); ++i) {
        dense.biases[i] = beta * biases->values[biases->values.size() == 1 ? 0 : i];
      }
    }
    list_.emplace_back(std::move(dense));
    turned_ = !data_first;
    data_becomes(node);
    return Nothing{};
  }

  Status take_sum(const OnnxNode& node) {
    const bool data_first = is_data(node, 0);
    const OnnxTensor* other =
        node.inputs.size() < 2 ? nullptr : constant(node.inputs[data_first ? 1 : 0]);
    if (other == nullptr) {
      return refused_graph("the node " + words_of(node) + " joins two ways through the network");
    }
    if (node.op == "Div" && !data_first) {
      return refused_graph("the node " + words_of(node) + " divides by the pixels");
    }
    ScaleStep scale{.factors = {1}, .shifts = {0}};
    std::vector<double> values = doubles(*other);
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
    list_.emplace_back(std::move(scale));
    data_becomes(node);
    return Nothing{};
  }

  // y = scale (x - mean) / sqrt(variance + epsilon) + bias
  Status take_normalisation(const OnnxNode& node) {
    const OnnxTensor* parts[4] = {};
    for (std::size_t i = 0; i < std::size(parts); ++i) {
      parts[i] = node.inputs.size() > i + 1 ? constant(node.inputs[i + 1]) : nullptr;
      if (parts[i] == nullptr || parts[i]->values.size() != parts[0]->values.size()) {
        return refused_graph("the node " + words_of(node) + " lacks some of its numbers");
      }
    }
    const double epsilon = number_or(node, "epsilon", 1e-5);
    ScaleStep scale;
    for (std::size_t i = 0; i < parts[0]->values.size(); ++i) {
      const double factor =
          parts[0]->values[i] / std::sqrt(static_cast<double>(parts[3]->values[i]) + epsilon);
      scale.factors.push_back(factor);
      scale.shifts.push_back(parts[1]->values[i] - factor * parts[2]->values[i]);
    }
    list_.emplace_back(std::move(scale));
    data_becomes(node);
    return Nothing{};
  }

  const OnnxGraph& graph_;
  std::map<std::string, const OnnxTensor*> constants_;
  std::vector<std::unique_ptr<OnnxTensor>> made_;  // These were computed of others.
  std::string data_;     // The value of this name is what has become of the pixels so far.
  bool turned_ = false;  // That is [values, batch] instead of [batch, values].
  LayerList list_;
};

}  // namespace

Result<LayerList> layers_of(const OnnxGraph& graph) { return Follower(graph).follow(); }

}  // namespace inkling

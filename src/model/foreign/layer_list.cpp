#include "model/foreign/layer_list.h"

#include <algorithm>
#include <optional>

#include "math/numbers.h"

namespace inkling {
namespace {

Error cannot_fold(const std::string& what) {
  return {ErrorCode::kBadModel, "This network cannot be shown here: " + what + "."};
}

double one_of(const std::vector<double>& values, int index) {
  return values.size() == 1 ? values[0] : values[static_cast<std::size_t>(index)];
}

bool fits(const ScaleStep& scale, int width) {
  const auto fits_width = [width](const std::vector<double>& values) {
    return values.size() == 1 || values.size() == static_cast<std::size_t>(width);
  };
  return fits_width(scale.factors) && fits_width(scale.shifts);
}

// Makes one layer of a scale and the layer behind it: (f x + s) W + b = x (f W) + (s W + b).
void scale_inputs(DenseStep& dense, const ScaleStep& scale) {
  for (int in = 0; in < dense.inputs; ++in) {
    const double factor = one_of(scale.factors, in), shift = one_of(scale.shifts, in);
    for (int out = 0; out < dense.outputs; ++out) {
      double& weight =
          dense.weights[static_cast<std::size_t>(in) * static_cast<std::size_t>(dense.outputs) +
                        static_cast<std::size_t>(out)];
      dense.biases[static_cast<std::size_t>(out)] += shift * weight;
      weight *= factor;
    }
  }
}

void scale_outputs(DenseStep& dense, const ScaleStep& scale) {
  const auto outputs = static_cast<std::size_t>(dense.outputs);
  for (std::size_t i = 0; i < dense.weights.size(); ++i) {
    dense.weights[i] *= one_of(scale.factors, static_cast<int>(i % outputs));
  }
  for (int out = 0; out < dense.outputs; ++out) {
    double& bias = dense.biases[static_cast<std::size_t>(out)];
    bias = bias * one_of(scale.factors, out) + one_of(scale.shifts, out);
  }
}

// Makes one layer of two without an activation between them.
DenseStep product(const DenseStep& first, const DenseStep& second) {
  DenseStep both{.inputs = first.inputs,
                 .outputs = second.outputs,
                 .weights = {},
                 .biases = second.biases,
                 .name = second.name};
  const auto middle = static_cast<std::size_t>(first.outputs);
  const auto outputs = static_cast<std::size_t>(second.outputs);
  both.weights.assign(static_cast<std::size_t>(first.inputs) * outputs, 0);
  for (std::size_t k = 0; k < middle; ++k) {
    for (std::size_t out = 0; out < outputs; ++out) {
      const double weight = second.weights[k * outputs + out];
      both.biases[out] += first.biases[k] * weight;
      for (std::size_t in = 0; in < static_cast<std::size_t>(first.inputs); ++in) {
        both.weights[in * outputs + out] += first.weights[in * middle + k] * weight;
      }
    }
  }
  return both;
}

// Folds step after step.
class Folder {
 public:
  Status add(const DenseStep& step) {
    if (ended_) return cannot_fold("it goes on after its outputs");
    if (step.inputs < 1 || step.outputs < 1 || step.inputs > kMaxParameters / step.outputs) {
      return cannot_fold("layer " + step.name + " has an impossible size");
    }
    if (!layers_.empty() && layers_.back().outputs != step.inputs) {
      return cannot_fold("layer " + step.name + " takes " + std::to_string(step.inputs) +
                         " values, and the one before it gives " +
                         std::to_string(layers_.back().outputs));
    }
    DenseStep dense = step;
    if (waiting_) {
      if (!fits(*waiting_, dense.inputs))
        return cannot_fold("a scale in front of layer " + step.name + " has another width");
      scale_inputs(dense, *waiting_);
      waiting_.reset();
    }
    if (layers_.empty() || activated_) {
      layers_.push_back(std::move(dense));
    } else {
      layers_.back() = product(layers_.back(), dense);
    }
    activated_ = false;
    return Nothing{};
  }

  Status add(const ScaleStep& step) {
    if (ended_) return cannot_fold("it goes on after its outputs");
    if (!layers_.empty() && !activated_) {
      if (!fits(step, layers_.back().outputs)) {
        return cannot_fold("a scale behind layer " + layers_.back().name + " has another width");
      }
      scale_outputs(layers_.back(), step);
      return Nothing{};
    }
    if (!waiting_) {
      waiting_ = step;
      return Nothing{};
    }
    // One after the other: f2 (f1 x + s1) + s2.
    const std::size_t width = std::max({waiting_->factors.size(), waiting_->shifts.size(),
                                        step.factors.size(), step.shifts.size()});
    if (!fits(*waiting_, static_cast<int>(width)) || !fits(step, static_cast<int>(width))) {
      return cannot_fold("two scales, one after the other, have different widths");
    }
    ScaleStep both;
    for (int i = 0; i < static_cast<int>(width); ++i) {
      const double factor = one_of(step.factors, i);
      both.factors.push_back(factor * one_of(waiting_->factors, i));
      both.shifts.push_back(factor * one_of(waiting_->shifts, i) + one_of(step.shifts, i));
    }
    waiting_ = std::move(both);
    return Nothing{};
  }

  Status add(Nonlinearity step) {
    if (ended_) return cannot_fold("it goes on after its outputs");
    if (step == Nonlinearity::kSoftmax || step == Nonlinearity::kLogSoftmax) {
      if (layers_.empty() || activated_) return cannot_fold("its softmax does not follow a layer");
      ended_ = true;
      return Nothing{};
    }
    if (layers_.empty()) return cannot_fold("it begins with an activation instead of a layer");
    if (activated_) {
      if (step == activations_.back() && step == Nonlinearity::kRelu) return Nothing{};
      return cannot_fold("two activations follow each other");
    }
    activations_.push_back(step);
    activated_ = true;
    return Nothing{};
  }

  Result<Network<float>> finish() {
    if (layers_.empty()) return cannot_fold("it has no layers of weights");
    if (waiting_) return cannot_fold("it ends with a scale behind an activation");
    // An activation at the very end is no hidden layer's.
    if (activated_ && activations_.back() == Nonlinearity::kRelu) {
      return cannot_fold("its outputs are cut off below zero by a ReLU");
    }
    if (activated_) activations_.pop_back();
    for (std::size_t i = 1; i < activations_.size(); ++i) {
      if (activations_[i] == activations_[0]) continue;
      return cannot_fold("its hidden layers have different activations, " + name(activations_[0]) +
                         " and " + name(activations_[i]));
    }
    NetworkShape shape{.layers = {layers_.front().inputs}};
    if (!activations_.empty()) shape.activation = static_cast<Activation>(activations_[0]);
    for (const DenseStep& layer : layers_) shape.layers.push_back(layer.outputs);
    if (const Status possible = check_shape(shape); !possible) {
      return cannot_fold(possible.error().message);
    }
    Network<float> network(shape);
    for (int l = 0; l < network.layer_count(); ++l) {
      const DenseStep& from = layers_[static_cast<std::size_t>(l)];
      const DenseLayer<float> to = network.layer(l);
      const auto to_float = [](double value) { return static_cast<float>(value); };
      for (int in = 0; in < from.inputs; ++in) {
        const auto row = from.weights.begin() + static_cast<std::ptrdiff_t>(in) * from.outputs;
        std::transform(row, row + from.outputs, to.weights.row(in), to_float);
      }
      std::transform(from.biases.begin(), from.biases.end(), to.biases.begin(), to_float);
    }
    if (!all_finite(network.parameters())) return cannot_fold("some of its numbers are not finite");
    return network;
  }

 private:
  static std::string name(Nonlinearity step) {
    return kNonlinearityNames[static_cast<std::size_t>(step)];
  }

  std::vector<DenseStep> layers_;
  std::vector<Nonlinearity> activations_;
  std::optional<ScaleStep> waiting_;  // It stands in front of the next layer.
  bool activated_ = false;            // An activation follows the newest layer.
  bool ended_ = false;
};

static_assert(static_cast<int>(Nonlinearity::kTanh) == static_cast<int>(Activation::kTanh));

}  // namespace

Result<Network<float>> fold(const LayerList& list) {
  Folder folder;
  for (const auto& step : list) {
    const Status status = std::visit([&](const auto& some) { return folder.add(some); }, step);
    if (!status) return status.error();
  }
  return folder.finish();
}

}  // namespace inkling

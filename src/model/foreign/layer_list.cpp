#include "model/foreign/layer_list.h"

#include <algorithm>
#include <optional>

#include "math/gemm.h"
#include "math/numbers.h"
#include "model/foreign/formats.h"

namespace inkling {
namespace {

// `part` is the name of the step that stands in the way. Without one, it is the network.
Error cannot_fold(const std::string& part, const std::string& what) {
  const std::string words = "This network cannot be shown here: " + what + ".";
  return part.empty() ? Error{ErrorCode::kBadModel, words} : refused_part(part, words);
}

// Names a step in a sentence, as far as it has a name.
std::string called(const std::string& name) { return name.empty() ? "" : " (" + name + ")"; }

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

MatrixView<const double> weights_of(const DenseStep& dense) {
  return {dense.weights.data(), dense.inputs, dense.outputs};
}

// Makes one layer of two without an activation between them.
DenseStep product(const DenseStep& first, const DenseStep& second) {
  DenseStep both{.inputs = first.inputs,
                 .outputs = second.outputs,
                 .weights = {},
                 .biases = second.biases,
                 .name = second.name};
  const auto size = static_cast<std::size_t>(both.inputs) * static_cast<std::size_t>(both.outputs);
  both.weights.resize(size);
  gemm<double>(weights_of(first), weights_of(second), Store::kOverwrite,
               {both.weights.data(), both.inputs, both.outputs});
  gemm<double>({first.biases.data(), 1, first.outputs}, weights_of(second), Store::kAdd,
               {both.biases.data(), 1, both.outputs});
  return both;
}

// Makes one layer of several. It begins at the end that is narrower, where products are small.
DenseStep product(std::vector<DenseStep> run) {
  if (run.back().outputs < run.front().inputs) {
    for (; run.size() > 1; run.pop_back()) {
      run[run.size() - 2] = product(run[run.size() - 2], run.back());
    }
    return std::move(run.front());
  }
  DenseStep all = std::move(run.front());
  for (std::size_t i = 1; i < run.size(); ++i) all = product(all, run[i]);
  return all;
}

// Folds step after step.
class Folder {
 public:
  Status add(const DenseStep& step) {
    if (ended_) return goes_on(step.name);
    if (step.inputs < 1 || step.outputs < 1 || step.inputs > kMaxParameters / step.outputs ||
        step.weights.size() !=
            static_cast<std::size_t>(step.inputs) * static_cast<std::size_t>(step.outputs) ||
        step.biases.size() != static_cast<std::size_t>(step.outputs)) {
      return cannot_fold(step.name, "layer " + step.name + " has an impossible size");
    }
    if (!run_.empty() && run_.back().outputs != step.inputs) return misfit(step, run_.back());
    if (run_.empty() && !layers_.empty() && layers_.back().outputs != step.inputs) {
      return misfit(step, layers_.back());
    }
    weights_ += step.weights.size();
    if (weights_ > kMostWeights || layers_.size() > kMaxHiddenLayers) {
      return refused_format("large");
    }
    run_.push_back(step);
    if (waiting_) {
      if (!fits(*waiting_, step.inputs)) {
        return cannot_fold(waiting_->name, "a scale" + called(waiting_->name) +
                                               " in front of layer " + step.name +
                                               " has another width");
      }
      scale_inputs(run_.back(), *waiting_);
      waiting_.reset();
    }
    return Nothing{};
  }

  Status add(const ScaleStep& step) {
    if (ended_) return goes_on(step.name);
    if (!run_.empty()) {
      if (!fits(step, run_.back().outputs)) {
        return cannot_fold(step.name, "a scale" + called(step.name) + " behind layer " +
                                          run_.back().name + " has another width");
      }
      scale_outputs(run_.back(), step);
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
      return cannot_fold(step.name, "two scales, one after the other" + called(step.name) +
                                        ", have different widths");
    }
    ScaleStep both{.factors = {}, .shifts = {}, .name = step.name};
    for (int i = 0; i < static_cast<int>(width); ++i) {
      const double factor = one_of(step.factors, i);
      both.factors.push_back(factor * one_of(waiting_->factors, i));
      both.shifts.push_back(factor * one_of(waiting_->shifts, i) + one_of(step.shifts, i));
    }
    waiting_ = std::move(both);
    return Nothing{};
  }

  Status add(const ActivationStep& step) {
    if (ended_) return goes_on(step.name);
    if (step.kind == Nonlinearity::kSoftmax || step.kind == Nonlinearity::kLogSoftmax) {
      if (run_.empty()) {
        return cannot_fold(step.name,
                           "its softmax" + called(step.name) + " does not follow a layer");
      }
      ended_ = true;
      return Nothing{};
    }
    if (run_.empty() && layers_.empty()) {
      return cannot_fold(
          step.name, "it begins with an activation" + called(step.name) + " instead of a layer");
    }
    if (run_.empty()) {
      if (waiting_) {
        return cannot_fold(step.name, "an activation" + called(step.name) +
                                          " follows a scale behind another activation");
      }
      const bool again = step.kind == activations_.back().kind;
      if (again && step.kind == Nonlinearity::kRelu) return Nothing{};
      return cannot_fold(step.name, "two activations follow each other" + called(step.name));
    }
    activations_.push_back(step);
    end_run();
    return Nothing{};
  }

  Result<Network<float>> finish() {
    if (run_.empty() && layers_.empty()) return cannot_fold("", "it has no layers of weights");
    if (waiting_) {
      return cannot_fold(waiting_->name,
                         "it ends with a scale" + called(waiting_->name) + " behind an activation");
    }
    // An activation at the very end is no hidden layer's.
    if (run_.empty()) {
      const ActivationStep& last = activations_.back();
      if (last.kind == Nonlinearity::kRelu) {
        return cannot_fold(last.name,
                           "its outputs are cut off below zero by a ReLU" + called(last.name));
      }
      activations_.pop_back();
    } else {
      end_run();
    }
    for (std::size_t i = 1; i < activations_.size(); ++i) {
      const ActivationStep &first = activations_[0], &other = activations_[i];
      if (other.kind == first.kind) continue;
      return cannot_fold(other.name, "its hidden layers have different activations, " +
                                         kind_of(first) + " and " + kind_of(other) +
                                         called(other.name));
    }
    NetworkShape shape{.layers = {layers_.front().inputs}};
    if (!activations_.empty()) shape.activation = static_cast<Activation>(activations_[0].kind);
    for (const DenseStep& layer : layers_) shape.layers.push_back(layer.outputs);
    if (!check_shape(shape)) return refused_format("large");
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
      const auto flat = to.flat_weights();
      if (!all_finite({flat.data(), flat.size()}) ||
          !all_finite({to.biases.data(), to.biases.size()})) {
        return cannot_fold(from.name, "some numbers of layer " + from.name + " are not finite");
      }
    }
    return network;
  }

 private:
  static std::string kind_of(const ActivationStep& step) {
    return kNonlinearityNames[static_cast<std::size_t>(step.kind)];
  }
  static Error goes_on(const std::string& name) {
    return cannot_fold(name, "it goes on" + called(name) + " after its outputs");
  }
  static Error misfit(const DenseStep& step, const DenseStep& before) {
    return cannot_fold(step.name, "layer " + step.name + " takes " + std::to_string(step.inputs) +
                                      " values, and the one before it gives " +
                                      std::to_string(before.outputs));
  }
  void end_run() {
    layers_.push_back(product(std::move(run_)));
    run_.clear();
  }

  std::vector<DenseStep> layers_;  // An activation follows each, or the end.
  std::vector<DenseStep> run_;     // These have no activation between them.
  std::vector<ActivationStep> activations_;
  std::optional<ScaleStep> waiting_;  // It stands in front of the next layer.
  std::uint64_t weights_ = 0;
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

#include "nn/sparse_hidden.h"

#include <cassert>
#include <utility>

namespace inkling {
namespace {

// A panel has 32 columns, and those beyond the layer's last one are work for nothing.
bool gains(const Network<float>& network, int layer) {
  return network.shape().activation == Activation::kRelu &&
         network.layer(layer).weights.cols >= kPanelCols;
}

}  // namespace

SparseHiddenLayers::SparseHiddenLayers(Network<float>& network)
    : network_(network), layers_(static_cast<std::size_t>(network.layer_count())) {
  for (int l = 1; l < network.layer_count(); ++l) {
    if (!gains(network, l)) continue;
    const SparseLayer weights(std::as_const(network).layer(l));
    tasks_ += weights.panels();
    layers_[static_cast<std::size_t>(l)] = {weights, {}};
  }
}

void SparseHiddenLayers::forward(int index, MatrixView<const float> x, MatrixView<float> z) {
  assert(has(index) && x.col_stride == 1);
  Layer& layer = *layers_[static_cast<std::size_t>(index)];
  layer.inputs.begin(x.cols);
  for (int i = 0; i < x.rows; ++i) {
    layer.inputs.add_row(std::span(x.row(i), static_cast<std::size_t>(x.cols)));
  }
  layer.weights.forward(layer.inputs, z);
}

void SparseHiddenLayers::begin_step(OptimizerKind kind, const StepRule<float>& rule) {
  for (std::optional<Layer>& layer : layers_) {
    if (!layer) continue;
    layer->inputs.sort_columns();
    layer->weights.begin_step(layer->inputs, kind, rule);
  }
}

void SparseHiddenLayers::step(int task, const Pass<float>& pass,
                              std::span<const float> thresholds) {
  std::size_t index = 0;
  for (; !layers_[index] || task >= layers_[index]->weights.panels(); ++index) {
    if (layers_[index]) task -= layers_[index]->weights.panels();
  }
  auto& [weights, inputs] = *layers_[index];
  weights.step(task, inputs, pass.values[index + 1].view().top_rows(pass.batch));
  if (!thresholds.empty()) weights.prune_below(task, thresholds[index]);
  // The backward pass of the next batch reads the network's own weights.
  weights.store(task, network_.layer(static_cast<int>(index)));
}

void SparseHiddenLayers::freeze_zeros() {
  for (std::size_t l = 0; l + 1 < layers_.size(); ++l) {
    if (layers_[l]) layers_[l]->weights.freeze_zeros();
  }
}

}  // namespace inkling

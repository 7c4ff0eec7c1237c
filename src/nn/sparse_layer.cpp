#include "nn/sparse_layer.h"

#include <algorithm>
#include <cmath>

#include "nn/pruning.h"

namespace inkling {
namespace {

// Returns room for a panel's part of z or dz, [batch, 32].
float* strip_of(int batch) {
  thread_local AlignedFloats strip;
  const std::size_t size = static_cast<std::size_t>(batch) * kPanelCols;
  if (strip.size() < size) strip.resize(size);
  return strip.data();
}

}  // namespace

SparseLayer::SparseLayer(DenseLayer<const float> layer)
    : inputs_(layer.weights.rows),
      outputs_(layer.weights.cols),
      panels_((outputs_ + kPanelCols - 1) / kPanelCols),
      weights_(panels_ * panel_size()),
      biases_(static_cast<std::size_t>(panels_) * kPanelCols) {
  for (int index = 0; index < panels_; ++index) {
    const auto [first, cols, at] = panel(index);
    float* to = weights_.data() + at;
    for (int row = 0; row < inputs_; ++row, to += kPanelCols) {
      std::copy_n(layer.weights.row(row) + first, cols, to);
    }
  }
  std::copy(layer.biases.begin(), layer.biases.end(), biases_.begin());
}

SparseLayer::Panel SparseLayer::panel(int index) const {
  const int first = index * kPanelCols;
  return {first, std::min(kPanelCols, outputs_ - first), index * panel_size()};
}

void SparseLayer::store(int index, DenseLayer<float> layer) const {
  const auto [first, cols, at] = panel(index);
  const float* from = weights_.data() + at;
  for (int row = 0; row < inputs_; ++row, from += kPanelCols) {
    std::copy_n(from, cols, layer.weights.row(row) + first);
  }
  std::copy_n(biases_.begin() + first, cols, layer.biases.begin() + first);
}

void SparseLayer::forward(int index, const SparseBatch& x, MatrixView<float> z) const {
  assert(z.cols == outputs_ && z.col_stride == 1);
  const auto [first, cols, at] = panel(index);
  // The sums of all rows are in the strip, which fits into the fastest cache beside the weights of
  // a band. In z they are far apart.
  float* strip = strip_of(z.rows);
  const float* biases = biases_.data() + index * kPanelCols;
  for (int band = 0; band < x.bands(); ++band) {
    const SparseLists rows = x.rows(band);
    assert(rows.count == z.rows);
    kernels().sparse_forward(&rows, weights_.data() + at, band == 0 ? biases : nullptr, strip,
                             kPanelCols);
  }
  for (int row = 0; row < z.rows; ++row) {
    std::copy_n(strip + row * kPanelCols, cols, z.row(row) + first);
  }
}

void SparseLayer::begin_training(OptimizerKind kind) {
  if (has_first_moment(kind)) first_.resize(weights_.size());
  if (has_second_moment(kind)) second_.resize(weights_.size());
  bias_gradient_.resize(biases_.size());
  bias_optimizer_.emplace(kind, biases_.size());
  steps_since_active_.resize(static_cast<std::size_t>(inputs_));
  decay_.resize(static_cast<std::size_t>(inputs_));
  // After that many steps nothing is left of a float.
  constexpr int kMostSteps = 1024;
  for (int rested = 0; rested < kMostSteps; ++rested) {
    decay_after_.push_back(static_cast<float>(std::pow(kRho, rested + 1)));
  }
}

void SparseLayer::begin_step(const SparseBatch& x, OptimizerKind kind,
                             const StepRule<float>& rule) {
  if (!bias_optimizer_) begin_training(kind);
  kind_ = kind;
  rule_ = rule;
  // A gradient of zero moves nothing under sgd and rmsprop: a row whose pixel is dark in the whole
  // batch can wait, as long as its second moment catches up later.
  rows_may_wait_ =
      (kind == OptimizerKind::kSgd || kind == OptimizerKind::kRmsprop) && rule.l2_slope == 0;
  const SparseLists columns = x.columns();
  assert(columns.count == inputs_);
  for (int row = 0; row < inputs_; ++row) {
    const bool dark = columns.starts[row] == columns.starts[row + 1];
    const auto rested = static_cast<std::size_t>(steps_since_active_[row]);
    decay_[row] = decay_after_[std::min(rested, decay_after_.size() - 1)];
    steps_since_active_[row] = dark && rows_may_wait_ ? steps_since_active_[row] + 1 : 0;
  }
}

void SparseLayer::step(int index, const SparseBatch& x, MatrixView<const float> dz) {
  assert(dz.cols == outputs_ && dz.col_stride == 1);
  const auto [first, cols, at] = panel(index);
  const std::size_t first_bias = static_cast<std::size_t>(index) * kPanelCols;
  const std::span<float> bias_gradient = std::span(bias_gradient_).subspan(first_bias, kPanelCols);
  std::fill(bias_gradient.begin(), bias_gradient.end(), 0.0f);
  float* strip = strip_of(dz.rows);
  for (int row = 0; row < dz.rows; ++row) {
    float* to = strip + row * kPanelCols;
    std::copy_n(dz.row(row) + first, cols, to);
    std::fill_n(to + cols, kPanelCols - cols, 0.0f);
    for (int col = 0; col < kPanelCols; ++col) bias_gradient[col] += to[col];
  }
  const SparseLists columns = x.columns();
  kernels().sparse_step(kind_, &rule_, &columns, strip, decay_.data(), !rows_may_wait_,
                        weights_.data() + at, first_.empty() ? nullptr : first_.data() + at,
                        second_.empty() ? nullptr : second_.data() + at);
  frozen_.apply(at, std::span(weights_).subspan(at, panel_size()));
  bias_optimizer_->step({.rate = rule_.rate, .l2_slope = 0}, first_bias,
                        std::span(biases_).subspan(first_bias, kPanelCols), bias_gradient);
}

void SparseLayer::prune_below(int index, float magnitude) {
  inkling::prune_below(std::span(weights_).subspan(panel(index).at, panel_size()), magnitude);
}

}  // namespace inkling

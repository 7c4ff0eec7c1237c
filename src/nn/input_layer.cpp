#include "nn/input_layer.h"

#include <algorithm>
#include <cmath>

namespace inkling {

InputLayer::InputLayer(DenseLayer<const float> layer)
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

InputLayer::Panel InputLayer::panel(int index) const {
  const int first = index * kPanelCols;
  return {first, std::min(kPanelCols, outputs_ - first), index * panel_size()};
}

void InputLayer::store(DenseLayer<float> layer) const {
  for (int index = 0; index < panels_; ++index) {
    const auto [first, cols, at] = panel(index);
    const float* from = weights_.data() + at;
    for (int row = 0; row < inputs_; ++row, from += kPanelCols) {
      std::copy_n(from, cols, layer.weights.row(row) + first);
    }
  }
  std::copy_n(biases_.begin(), outputs_, layer.biases.begin());
}

void InputLayer::forward(const SparseBatch& x, MatrixView<float> z) {
  const SparseLists rows = x.rows();
  assert(rows.count == z.rows && z.cols == outputs_ && z.col_stride == 1);
  for (int index = 0; index < panels_; ++index) {
    const auto [first, cols, at] = panel(index);
    const float* weights = weights_.data() + at;
    if (cols == kPanelCols) {
      kernels().sparse_forward(&rows, weights, biases_.data() + first, z.data + first,
                               z.row_stride);
      continue;
    }
    strip_.resize(static_cast<std::size_t>(rows.count) * kPanelCols);
    kernels().sparse_forward(&rows, weights, biases_.data() + first, strip_.data(), kPanelCols);
    for (int row = 0; row < z.rows; ++row) {
      std::copy_n(strip_.data() + row * kPanelCols, cols, z.row(row) + first);
    }
  }
}

void InputLayer::begin_training(OptimizerKind kind) {
  if (has_first_moment(kind)) first_.resize(weights_.size());
  if (has_second_moment(kind)) second_.resize(weights_.size());
  bias_gradient_.resize(biases_.size());
  bias_optimizer_.emplace(kind, biases_.size());
  dark_steps_.resize(static_cast<std::size_t>(inputs_));
  decay_.resize(static_cast<std::size_t>(inputs_));
}

void InputLayer::step(const SparseBatch& x, MatrixView<const float> dz, OptimizerKind kind,
                      const StepRule<float>& rule) {
  if (!bias_optimizer_) begin_training(kind);
  const SparseLists columns = x.columns();
  assert(columns.count == inputs_ && dz.cols == outputs_ && dz.col_stride == 1);

  // A gradient of zero moves nothing under sgd and rmsprop: a row whose pixel is dark in the whole
  // batch can wait, as long as its second moment catches up later.
  const bool may_wait =
      (kind == OptimizerKind::kSgd || kind == OptimizerKind::kRmsprop) && rule.l2_slope == 0;
  for (int row = 0; row < inputs_; ++row) {
    const bool dark = columns.starts[row] == columns.starts[row + 1];
    decay_[row] =
        static_cast<float>(dark_steps_[row] == 0 ? kRho : std::pow(kRho, dark_steps_[row] + 1));
    dark_steps_[row] = dark && may_wait ? dark_steps_[row] + 1 : 0;
  }

  strip_.resize(static_cast<std::size_t>(dz.rows) * kPanelCols);
  for (int index = 0; index < panels_; ++index) {
    const auto [first, cols, at] = panel(index);
    float* sum = bias_gradient_.data() + first;
    std::fill_n(sum, kPanelCols, 0.0f);
    for (int row = 0; row < dz.rows; ++row) {
      float* to = strip_.data() + row * kPanelCols;
      std::copy_n(dz.row(row) + first, cols, to);
      std::fill_n(to + cols, kPanelCols - cols, 0.0f);
      for (int col = 0; col < kPanelCols; ++col) sum[col] += to[col];
    }
    kernels().sparse_step(kind, &rule, &columns, strip_.data(), decay_.data(), !may_wait,
                          weights_.data() + at, first_.empty() ? nullptr : first_.data() + at,
                          second_.empty() ? nullptr : second_.data() + at);
  }
  bias_optimizer_->step({.rate = rule.rate, .l2_slope = 0}, 0, biases_, bias_gradient_);
}

}  // namespace inkling

// The first layer of a network, for inputs that are mostly zero.
//
// A dense product would multiply four zeros for every pixel that counts; this layer walks the
// pixels that do, forward and backward, and takes the optimiser's step while the gradient is still
// in registers. It keeps the weights in panels of 32 columns: row by row, a slice of columns would
// lie in a few sets of the cache and evict itself.
#pragma once

#include <optional>
#include <vector>

#include "math/sparse_batch.h"
#include "nn/network.h"
#include "nn/optimizer.h"
#include "nn/pruning.h"

namespace inkling {

class InputLayer {
 public:
  // Above this density of the input the dense product is the faster one.
  static constexpr double kMaxDensity = 0.4;

  explicit InputLayer(DenseLayer<const float> layer);

  // Brings a network's own layer up to date.
  void store(DenseLayer<float> layer) const;

  // The layer's columns fall into panels that have nothing to do with each other: different threads
  // may work on different ones.
  int panels() const { return panels_; }

  // The panel's columns of z = x W + b. x is [batch, inputs], z is [batch, outputs].
  void forward(int panel, const SparseBatch& x, MatrixView<float> z) const;
  // All of z.
  void forward(const SparseBatch& x, MatrixView<float> z) const {
    for (int panel = 0; panel < panels_; ++panel) forward(panel, x, z);
  }

  // Before a step of the panels: what all of them share.
  void begin_step(const SparseBatch& x, OptimizerKind kind, const StepRule<float>& rule);
  // Backward and one step of the optimiser for a panel, given dLoss/dz [batch, outputs]. Needs x by
  // columns.
  void step(int panel, const SparseBatch& x, MatrixView<const float> dz);

  // Sets those of the panel's weights to zero that are no larger than `magnitude` (see pruning.h).
  void prune_below(int panel, float magnitude);
  // From now on each step leaves those weights zero that are.
  void freeze_zeros() { frozen_ = ZeroMask(weights_); }

 private:
  // Which columns of the layer a panel holds, and where it begins in weights_.
  struct Panel {
    int first;
    int cols;  // 32, but for the last panel
    std::size_t at;
  };
  Panel panel(int index) const;
  void begin_training(OptimizerKind kind);
  std::size_t panel_size() const { return static_cast<std::size_t>(inputs_) * kPanelCols; }

  int inputs_;
  int outputs_;
  int panels_;
  // [panels, inputs, 32]; columns beyond the outputs are zero and stay so.
  std::vector<float> weights_;
  std::vector<float> first_;  // moments, where the optimiser keeps them
  std::vector<float> second_;
  std::vector<float> biases_;  // [panels * 32]
  std::vector<float> bias_gradient_;
  std::optional<Optimizer<float>> bias_optimizer_;
  // Steps since a row's pixel was last lit, and what its second moment has shrunk to since.
  std::vector<int> steps_since_active_;
  std::vector<float> decay_;
  // Of the step under way.
  OptimizerKind kind_{};
  StepRule<float> rule_{};
  bool rows_may_wait_ = false;
  ZeroMask frozen_;
};

}  // namespace inkling

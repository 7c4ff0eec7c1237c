// Implements a layer of a network whose inputs are mostly zero: pixels, or the outputs of ReLU
// units.
//
// A dense product would multiply four zeros for every pixel that counts; this layer walks the
// inputs that do, forward and backward, and takes the optimiser's step while the gradient is still
// in registers. It keeps the weights in panels of 32 columns: row by row, a slice of columns would
// lie in a few sets of the cache and evict itself.
#pragma once

#include <optional>
#include <vector>

#include "math/aligned.h"
#include "math/sparse_batch.h"
#include "nn/network.h"
#include "nn/optimizer.h"
#include "nn/pruning.h"

namespace inkling {

class SparseLayer {
 public:
  // Above this density of the input the dense product is the faster one.
  static constexpr double kMaxDensity = 0.4;

  explicit SparseLayer(DenseLayer<const float> layer);

  // Brings a network's own layer up to date.
  void store(DenseLayer<float> layer) const {
    for (int panel = 0; panel < panels_; ++panel) store(panel, layer);
  }
  // Does it for a panel.
  void store(int panel, DenseLayer<float> layer) const;

  // The layer's columns fall into panels that are independent of each other: different threads may
  // work on different ones.
  int panels() const { return panels_; }

  // Computes the panel's columns of z = x W + b. x is [batch, inputs], z is [batch, outputs].
  void forward(int panel, const SparseBatch& x, MatrixView<float> z) const;
  // Computes all of z.
  void forward(const SparseBatch& x, MatrixView<float> z) const {
    for (int panel = 0; panel < panels_; ++panel) forward(panel, x, z);
  }

  // Prepares what all panels share in a step; call it before their steps.
  void begin_step(const SparseBatch& x, OptimizerKind kind, const StepRule<float>& rule);
  // Runs the backward pass and one step of the optimiser for a panel, given dLoss/dz [batch,
  // outputs]. It needs x sorted by columns.
  void step(int panel, const SparseBatch& x, MatrixView<const float> dz);

  // Sets those of the panel's weights to zero that are no larger than `magnitude` (see pruning.h).
  void prune_below(int panel, float magnitude);
  // Makes each later step keep the weights zero that are zero now.
  void freeze_zeros() { frozen_ = ZeroMask(weights_); }

 private:
  // Says which columns of the layer a panel holds, and where it begins in weights_.
  struct Panel {
    int first;
    int cols;  // It is 32, except in the last panel.
    std::size_t at;
  };
  Panel panel(int index) const;
  void begin_training(OptimizerKind kind);
  std::size_t panel_size() const { return static_cast<std::size_t>(inputs_) * kPanelCols; }

  int inputs_;
  int outputs_;
  int panels_;
  // The shape is [panels, inputs, 32]; columns beyond the outputs are zero and stay so.
  AlignedFloats weights_;
  AlignedFloats first_;  // The moments are empty where the optimiser keeps none.
  AlignedFloats second_;
  std::vector<float> biases_;  // [panels * 32]
  std::vector<float> bias_gradient_;
  std::optional<Optimizer<float>> bias_optimizer_;
  // A row's input was last other than zero this many steps ago, and its second moment has decayed
  // by this factor since.
  std::vector<int> steps_since_active_;
  std::vector<float> decay_;
  std::vector<float> decay_after_;  // The factor after that many steps of rest and one more.
  // These belong to the step in progress.
  OptimizerKind kind_{};
  StepRule<float> rule_{};
  bool rows_may_wait_ = false;
  ZeroMask frozen_;
};

}  // namespace inkling

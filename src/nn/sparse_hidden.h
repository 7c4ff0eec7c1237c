// Trains the hidden layers whose inputs are mostly zero, which the outputs of ReLU units are, as
// sparse layers.
#pragma once

#include <optional>
#include <vector>

#include "math/sparse_batch.h"
#include "nn/network.h"
#include "nn/sparse_layer.h"

namespace inkling {

class SparseHiddenLayers : public LayerProducts<float> {
 public:
  // Takes over those layers of the network, but for the first, that gain by it. The network must
  // outlive this; it is up to date after each step.
  explicit SparseHiddenLayers(Network<float>& network);

  bool has(int layer) const override {
    return layers_[static_cast<std::size_t>(layer)].has_value();
  }
  // Computes z, and keeps what is not zero of x for the layer's step.
  void forward(int layer, MatrixView<const float> x, MatrixView<float> z) override;

  // Steps fall into tasks that are independent of each other, as a sparse layer's panels are.
  int tasks() const { return tasks_; }
  // Prepares what all tasks share in a step of the batch that has gone forward last.
  void begin_step(OptimizerKind kind, const StepRule<float>& rule);
  // Does a task of the step: `pass` has been through backward(). Where `thresholds` is not empty,
  // each layer's weights that are no larger than its threshold become zero.
  void step(int task, const Pass<float>& pass, std::span<const float> thresholds);

  // Makes each later step keep the weights zero that are zero now, but for the network's last
  // layer.
  void freeze_zeros();

 private:
  struct Layer {
    SparseLayer weights;
    SparseBatch inputs;
  };

  Network<float>& network_;
  std::vector<std::optional<Layer>> layers_;  // Each layer of the network has one; it may be empty.
  int tasks_ = 0;
};

}  // namespace inkling

// Computes softmax and cross-entropy together.
#pragma once

#include <cstdint>
#include <span>

#include "math/matrix.h"

namespace inkling {

// Computes p_i = exp(z_i) / sum_j exp(z_j) in place. Subtracting the largest logit first changes
// nothing but keeps exp finite. Logits that are not all finite carry no information: every class
// becomes equally likely, so that no reader of probabilities ever meets a NaN.
template <class T>
void softmax(std::span<T> logits);

struct LossSum {
  // It is the sum of -log p(label) over the batch. It is not finite where the logits are not.
  double cross_entropy = 0;
  // This many rows have their largest logit at their label.
  int correct = 0;
  // This many rows have a class at all; the two sums are over them.
  int classified = 0;
};

// Returns the loss of a batch. `logits` is [batch, classes], `labels` holds one class a row.
template <class T>
LossSum cross_entropy(MatrixView<const T> logits, std::span<const std::uint8_t> labels);

// Does the same, and turns `logits` into the gradient of (scale * the sum of the losses) by the
// logits. It is scale * (softmax(z) - one_hot(label)), which is why the two are fused. A row whose
// label is kNoClass is to make every class equally likely (outlier exposure, Hendrycks, Mazeika and
// Dietterich 2019, arXiv:1812.04606); it counts in the gradient alone.
template <class T>
LossSum cross_entropy_backward(MatrixView<T> logits, std::span<const std::uint8_t> labels, T scale);

}  // namespace inkling

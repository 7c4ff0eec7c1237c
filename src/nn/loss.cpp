#include "nn/loss.h"

#include <algorithm>
#include <cmath>

#include "base/classes.h"

namespace inkling {

template <class T>
void softmax(std::span<T> logits) {
  const T largest = *std::max_element(logits.begin(), logits.end());
  T sum = 0;
  for (T& z : logits) {
    z = std::exp(z - largest);
    sum += z;
  }
  if (!std::isfinite(sum)) {
    std::fill(logits.begin(), logits.end(), T{1} / static_cast<T>(logits.size()));
    return;
  }
  for (T& z : logits) z /= sum;
}

template <class T>
LossSum cross_entropy(MatrixView<const T> logits, std::span<const std::uint8_t> labels) {
  assert(static_cast<std::size_t>(logits.rows) == labels.size());
  LossSum sum;
  for (int i = 0; i < logits.rows; ++i) {
    const std::span<const T> row(logits.row(i), static_cast<std::size_t>(logits.cols));
    const auto largest = std::max_element(row.begin(), row.end());
    double exponentials = 0;
    for (const T z : row) exponentials += std::exp(static_cast<double>(z) - *largest);
    sum.cross_entropy += std::log(exponentials) + *largest - row[labels[i]];
    if (largest - row.begin() == labels[i]) ++sum.correct;
    ++sum.classified;
  }
  return sum;
}

// Does as cross_entropy, but the exponentials of the loss serve the gradient as well.
template <class T>
LossSum cross_entropy_backward(MatrixView<T> logits, std::span<const std::uint8_t> labels,
                               T scale) {
  assert(static_cast<std::size_t>(logits.rows) == labels.size());
  LossSum sum;
  for (int i = 0; i < logits.rows; ++i) {
    const std::span<T> row(logits.row(i), static_cast<std::size_t>(logits.cols));
    const std::uint8_t label = labels[static_cast<std::size_t>(i)];
    const auto largest = std::max_element(row.begin(), row.end());
    const T highest = *largest;
    const double below_highest = label == kNoClass ? 0 : static_cast<double>(highest) - row[label];
    const bool correct = largest - row.begin() == label;
    T exponentials = 0;
    for (T& z : row) {
      z = std::exp(z - highest);
      exponentials += z;
    }
    for (T& z : row) z *= scale / exponentials;
    if (label == kNoClass) {
      for (T& z : row) z -= scale / static_cast<T>(logits.cols);
      continue;
    }
    row[label] -= scale;
    sum.cross_entropy += below_highest + std::log(static_cast<double>(exponentials));
    sum.correct += correct ? 1 : 0;
    ++sum.classified;
  }
  return sum;
}

template void softmax<float>(std::span<float>);
template void softmax<double>(std::span<double>);
template LossSum cross_entropy<float>(MatrixView<const float>, std::span<const std::uint8_t>);
template LossSum cross_entropy<double>(MatrixView<const double>, std::span<const std::uint8_t>);
template LossSum cross_entropy_backward<float>(MatrixView<float>, std::span<const std::uint8_t>,
                                               float);
template LossSum cross_entropy_backward<double>(MatrixView<double>, std::span<const std::uint8_t>,
                                                double);

}  // namespace inkling

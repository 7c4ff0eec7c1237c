// Defines the activation functions of hidden layers, each together with its derivative.
#pragma once

#include <cmath>
#include <span>

namespace inkling {

enum class Activation { kRelu, kSigmoid, kTanh };

inline constexpr const char* kActivationNames[] = {"relu", "sigmoid", "tanh"};

// Computes y = f(x) in place.
template <class T>
void apply_activation(Activation activation, std::span<T> values) {
  switch (activation) {
    case Activation::kRelu:
      for (T& x : values) x = x > T{0} ? x : T{0};
      return;
    case Activation::kSigmoid:
      for (T& x : values) x = T{1} / (T{1} + std::exp(-x));
      return;
    case Activation::kTanh:
      for (T& x : values) x = std::tanh(x);
      return;
  }
}

// Returns f'(x), given y = f(x) alone: all three functions allow it, so x need not be kept.
template <class T>
T activation_slope(Activation activation, T y) {
  switch (activation) {
    case Activation::kRelu:
      return y > T{0} ? T{1} : T{0};
    case Activation::kSigmoid:
      return y * (T{1} - y);
    case Activation::kTanh:
      return T{1} - y * y;
  }
  return T{0};
}

}  // namespace inkling

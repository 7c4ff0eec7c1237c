#include "nn/optimizer.h"

#include <cassert>
#include <cmath>

namespace inkling {

double default_learning_rate(OptimizerKind kind) {
  return kind == OptimizerKind::kSgd || kind == OptimizerKind::kMomentum ? 0.01 : 0.001;
}

template <class T>
Optimizer<T>::Optimizer(OptimizerKind kind, double learning_rate, std::size_t parameter_count)
    : kind_(kind), learning_rate_(static_cast<T>(learning_rate)) {
  if (kind == OptimizerKind::kMomentum || kind == OptimizerKind::kAdam) {
    first_.resize(parameter_count);
  }
  if (kind == OptimizerKind::kRmsprop || kind == OptimizerKind::kAdam) {
    second_.resize(parameter_count);
  }
}

template <class T>
void Optimizer<T>::step(std::span<T> parameters, std::span<const T> gradient) {
  assert(parameters.size() == gradient.size());
  constexpr T kEpsilon = T(1e-7);
  constexpr T kMomentum = T(0.9);
  constexpr T kRho = T(0.9);
  constexpr T kBeta1 = T(0.9);
  constexpr T kBeta2 = T(0.999);
  const T rate = learning_rate_;
  const T* g = gradient.data();
  T* w = parameters.data();
  T* m = first_.data();
  T* v = second_.data();
  const std::size_t count = parameters.size();
  steps_ += 1;

  switch (kind_) {
    case OptimizerKind::kSgd:
      for (std::size_t i = 0; i < count; ++i) w[i] -= rate * g[i];
      return;
    case OptimizerKind::kMomentum:
      for (std::size_t i = 0; i < count; ++i) {
        m[i] = kMomentum * m[i] - rate * g[i];
        w[i] += m[i];
      }
      return;
    case OptimizerKind::kRmsprop:
      for (std::size_t i = 0; i < count; ++i) {
        v[i] = kRho * v[i] + (1 - kRho) * g[i] * g[i];
        w[i] -= rate * g[i] / std::sqrt(v[i] + kEpsilon);
      }
      return;
    case OptimizerKind::kAdam: {
      const T corrected = static_cast<T>(rate * std::sqrt(1 - std::pow(0.999, steps_)) /
                                         (1 - std::pow(0.9, steps_)));
      for (std::size_t i = 0; i < count; ++i) {
        m[i] = kBeta1 * m[i] + (1 - kBeta1) * g[i];
        v[i] = kBeta2 * v[i] + (1 - kBeta2) * g[i] * g[i];
        w[i] -= corrected * m[i] / (std::sqrt(v[i]) + kEpsilon);
      }
      return;
    }
  }
}

template class Optimizer<float>;
template class Optimizer<double>;

}  // namespace inkling

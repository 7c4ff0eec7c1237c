// These formulas say what one step of an optimiser does to one parameter, over any kind of number.
//
// V is float, double or four floats at once. g is the gradient, w the parameter, m and v are the
// running averages that belong to it.
#pragma once

#include "math/kernels/f32x4.h"

namespace inkling {

enum class OptimizerKind { kSgd, kMomentum, kRmsprop, kAdam };

// These functions return which running averages a method keeps: m, of gradients; v, of their
// squares.
constexpr bool has_first_moment(OptimizerKind kind) {
  return kind == OptimizerKind::kMomentum || kind == OptimizerKind::kAdam;
}
constexpr bool has_second_moment(OptimizerKind kind) {
  return kind == OptimizerKind::kRmsprop || kind == OptimizerKind::kAdam;
}

// with_kind() calls `use` with the kind as a type, fixed.kind, so that loops can be compiled for
// each. It is always inlined: a kernel has no stack for what `use` holds.
template <OptimizerKind kKind>
struct FixedKind {
  static constexpr OptimizerKind kind = kKind;
};
template <class Use>
[[gnu::always_inline]] inline void with_kind(OptimizerKind kind, Use use) {
  switch (kind) {
    case OptimizerKind::kSgd:
      return use(FixedKind<OptimizerKind::kSgd>());
    case OptimizerKind::kMomentum:
      return use(FixedKind<OptimizerKind::kMomentum>());
    case OptimizerKind::kRmsprop:
      return use(FixedKind<OptimizerKind::kRmsprop>());
    case OptimizerKind::kAdam:
      return use(FixedKind<OptimizerKind::kAdam>());
  }
}

// A StepRule holds the numbers of a step. T is float or double.
template <class T>
struct StepRule {
  T rate;  // It is the learning rate, which for adam is corrected for the averages' start at zero.
  T l2_slope;  // This times w is added to the gradient: d(l2 w^2)/dw = 2 l2 w.
};

inline constexpr double kMomentum = 0.9;
inline constexpr double kRho = 0.9;
inline constexpr double kBeta1 = 0.9;
inline constexpr double kBeta2 = 0.999;
inline constexpr double kEpsilon = 1e-7;

template <class V>
V number(double value) {
  return static_cast<V>(value);
}
template <>
inline f32x4 number<f32x4>(double value) {
  return f32x4::splat(static_cast<float>(value));
}
inline float square_root(float value) { return __builtin_sqrtf(value); }
inline double square_root(double value) { return __builtin_sqrt(value); }

// Takes one step of `kKind`. `decay` is the factor by which v has shrunk since its last step, kRho
// after a single one; only rmsprop, whose w rests while g is zero, is ever given another.
template <OptimizerKind kKind, class V, class T>
void step_parameter(const StepRule<T>& rule, V decay, V g, V& w, [[maybe_unused]] V& m,
                    [[maybe_unused]] V& v) {
  const V rate = number<V>(rule.rate);
  g = g + number<V>(rule.l2_slope) * w;
  if constexpr (kKind == OptimizerKind::kSgd) {
    w = w - rate * g;
  } else if constexpr (kKind == OptimizerKind::kMomentum) {
    m = number<V>(kMomentum) * m - rate * g;
    w = w + m;
  } else if constexpr (kKind == OptimizerKind::kRmsprop) {
    v = decay * v + number<V>(1 - kRho) * g * g;
    w = w - rate * g / square_root(v + number<V>(kEpsilon));
  } else {
    m = number<V>(kBeta1) * m + number<V>(1 - kBeta1) * g;
    v = number<V>(kBeta2) * v + number<V>(1 - kBeta2) * g * g;
    w = w - rate * m / (square_root(v) + number<V>(kEpsilon));
  }
}

}  // namespace inkling

// Implements gradient descent and three refinements of it, as Keras computes them.
#pragma once

#include <span>
#include <vector>

#include "math/kernels/step_rule.h"

namespace inkling {

inline constexpr const char* kOptimizerNames[] = {"sgd", "momentum", "rmsprop", "adam"};

// Returns Keras's default learning rate: 0.01 for sgd and momentum, 0.001 for rmsprop and adam.
double default_learning_rate(OptimizerKind kind);

// Returns the numbers of step `step`, counted from 1. `l2` times the squared weights is part of the
// loss.
template <class T>
StepRule<T> step_rule(OptimizerKind kind, double learning_rate, double l2, int step);

// Keeps the running averages that belong to a set of parameters. In these formulas, which
// step_rule.h has as code, g is the gradient, w the parameter and t the number of the step:
//   sgd       w -= rate g
//   momentum  m = 0.9 m - rate g
//             w += m
//   rmsprop   v = 0.9 v + 0.1 g^2
//             w -= rate g / sqrt(v + 1e-7)
//   adam      m = 0.9 m + 0.1 g
//             v = 0.999 v + 0.001 g^2
//             w -= rate sqrt(1 - 0.999^t) / (1 - 0.9^t) m / (sqrt(v) + 1e-7)
// Momentum is due to Polyak 1964, rmsprop to Tieleman and Hinton 2012, adam to Kingma and Ba 2015.
template <class T>
class Optimizer {
 public:
  Optimizer(OptimizerKind kind, std::size_t parameter_count);

  // Takes one step downhill for the parameters from `first` on. Both spans have the same length.
  void step(const StepRule<T>& rule, std::size_t first, std::span<T> parameters,
            std::span<const T> gradient);

 private:
  OptimizerKind kind_;
  std::vector<T> m_;  // It is empty where the method has no m.
  std::vector<T> v_;  // It is empty where the method has no v.
};

}  // namespace inkling

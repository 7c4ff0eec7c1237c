// Gradient descent and three refinements of it, as Keras computes them.
#pragma once

#include <span>
#include <vector>

namespace inkling {

enum class OptimizerKind { kSgd, kMomentum, kRmsprop, kAdam };

inline constexpr const char* kOptimizerNames[] = {"sgd", "momentum", "rmsprop", "adam"};

// Keras's default learning rates: 0.01 for sgd and momentum, 0.001 for rmsprop and adam.
double default_learning_rate(OptimizerKind kind);

// Keeps the running averages that belong to a set of parameters. g is the gradient, w the
// parameter, t the number of the step:
//   sgd       w -= rate g
//   momentum  m = 0.9 m - rate g
//             w += m
//   rmsprop   v = 0.9 v + 0.1 g^2
//             w -= rate g / sqrt(v + 1e-7)
//   adam      m = 0.9 m + 0.1 g
//             v = 0.999 v + 0.001 g^2
//             w -= rate sqrt(1 - 0.999^t) / (1 - 0.9^t) m / (sqrt(v) + 1e-7)
// Polyak 1964; Tieleman and Hinton 2012; Kingma and Ba 2015.
template <class T>
class Optimizer {
 public:
  Optimizer(OptimizerKind kind, double learning_rate, std::size_t parameter_count);

  // One step downhill. Both spans have parameter_count elements.
  void step(std::span<T> parameters, std::span<const T> gradient);

 private:
  OptimizerKind kind_;
  T learning_rate_;
  double steps_ = 0;
  std::vector<T> first_;   // m, where the method has it
  std::vector<T> second_;  // v, where the method has it
};

}  // namespace inkling

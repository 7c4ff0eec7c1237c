// Compares two steps of each method with those worked out by hand, with w = 1 and the gradients 0.5
// and -0.25.
#include "nn/optimizer.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace inkling;

namespace {

std::array<double, 2> two_steps(OptimizerKind kind, double rate) {
  Optimizer<double> optimizer(kind, 1);
  std::array<double, 1> w = {1};
  std::array<double, 2> path;
  optimizer.step(step_rule<double>(kind, rate, 0, 1), 0, w, std::array{0.5});
  path[0] = w[0];
  optimizer.step(step_rule<double>(kind, rate, 0, 2), 0, w, std::array{-0.25});
  path[1] = w[0];
  return path;
}

}  // namespace

TEST_CASE("sgd") {
  const auto path = two_steps(OptimizerKind::kSgd, 0.1);
  CHECK(path[0] == doctest::Approx(0.95));
  CHECK(path[1] == doctest::Approx(0.975));
}

TEST_CASE("momentum") {
  // m becomes -0.05, then 0.9 * -0.05 + 0.025 = -0.02.
  const auto path = two_steps(OptimizerKind::kMomentum, 0.1);
  CHECK(path[0] == doctest::Approx(0.95));
  CHECK(path[1] == doctest::Approx(0.93));
}

TEST_CASE("rmsprop") {
  // v becomes 0.1 * 0.25 = 0.025, then 0.9 * 0.025 + 0.1 * 0.0625 = 0.02875.
  const auto path = two_steps(OptimizerKind::kRmsprop, 0.001);
  const double first = 1 - 0.001 * 0.5 / std::sqrt(0.025 + 1e-7);
  CHECK(path[0] == doctest::Approx(first).epsilon(1e-12));
  CHECK(path[1] ==
        doctest::Approx(first + 0.001 * 0.25 / std::sqrt(0.02875 + 1e-7)).epsilon(1e-12));
}

TEST_CASE("adam") {
  // The first step is the learning rate itself, whatever the gradient is.
  // m becomes 0.05, then 0.045 - 0.025 = 0.02.
  // v becomes 0.00025, then 0.00024975 + 0.0000625 = 0.00031225.
  const auto path = two_steps(OptimizerKind::kAdam, 0.001);
  CHECK(path[0] == doctest::Approx(0.999).epsilon(1e-7));
  const double rate = 0.001 * std::sqrt(1 - 0.999 * 0.999) / (1 - 0.81);
  CHECK(path[1] ==
        doctest::Approx(path[0] - rate * 0.02 / (std::sqrt(0.00031225) + 1e-7)).epsilon(1e-9));
}

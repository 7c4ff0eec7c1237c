#include "nn/landscape.h"

#include <doctest/doctest.h>

#include <cmath>

#include "nn/metrics.h"
#include "unit/toy_digits.h"

using namespace inkling;

namespace {

double distance(const Network<float>& a, const Network<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.parameters().size(); ++i) {
    sum += std::pow(double{a.parameters()[i]} - b.parameters()[i], 2);
  }
  return std::sqrt(sum);
}

Landscape landscape(std::vector<int> layers, Activation activation, const ToyDigits& toy) {
  Network<float> origin({.layers = std::move(layers), .activation = activation});
  origin.initialise(2);
  return Landscape(std::move(origin), toy.examples());
}

}  // namespace

TEST_CASE("the height is the loss of the network at that place, and the slope its derivative") {
  const ToyDigits toy(40);
  for (const auto& layers :
       std::vector<std::vector<int>>{{784, 10}, {784, 20, 10}, {784, 16, 12, 10}}) {
    for (const Activation activation :
         {Activation::kRelu, Activation::kSigmoid, Activation::kTanh}) {
      const Landscape plane = landscape(layers, activation, toy);
      for (const PlanePoint at : {PlanePoint{0, 0}, {1, 0.5}, {-0.7, 2}}) {
        const Landscape::Slope slope = plane.slope(at);
        CHECK(slope.loss ==
              doctest::Approx(evaluate(plane.network_at(at), toy.examples()).loss).epsilon(1e-3));
        constexpr double kStep = 0.005;
        CHECK(slope.by_x == doctest::Approx((plane.loss({at.x + kStep, at.y}) -
                                             plane.loss({at.x - kStep, at.y})) /
                                            (2 * kStep))
                                .epsilon(0.03));
        CHECK(slope.by_y == doctest::Approx((plane.loss({at.x, at.y + kStep}) -
                                             plane.loss({at.x, at.y - kStep})) /
                                            (2 * kStep))
                                .epsilon(0.03));
      }
    }
  }
}

TEST_CASE("the axes are real directions of length 1 at right angles, the first one downhill") {
  const ToyDigits toy(40);
  const Landscape plane = landscape({784, 20, 10}, Activation::kRelu, toy);
  const Network<float> origin = plane.network_at({0, 0});
  CHECK(distance(origin, plane.network_at({1, 0})) == doctest::Approx(1).epsilon(1e-3));
  CHECK(distance(origin, plane.network_at({0, 1})) == doctest::Approx(1).epsilon(1e-3));
  CHECK(distance(origin, plane.network_at({3, 4})) == doctest::Approx(5).epsilon(1e-3));
  const Landscape::Slope slope = plane.slope({0, 0});
  CHECK(slope.by_x < 0);
  CHECK(std::abs(slope.by_y) < 0.05 * std::abs(slope.by_x));
}

TEST_CASE("all methods get down from the same place; too large a step does not") {
  const ToyDigits toy(40);
  const Landscape plane = landscape({784, 20, 10}, Activation::kRelu, toy);
  const PlanePoint start = {0, 2};
  for (const OptimizerKind kind : {OptimizerKind::kSgd, OptimizerKind::kMomentum,
                                   OptimizerKind::kRmsprop, OptimizerKind::kAdam}) {
    Descent descent(kind, 0.1, start);
    for (int i = 0; i < 30; ++i) descent.step(plane);
    CHECK(plane.loss(descent.path().back()) < 0.8 * plane.loss(start));
    CHECK(descent.path().size() == 31);
  }
  Descent wild(OptimizerKind::kSgd, 50, start);
  wild.step(plane);
  CHECK(plane.loss(wild.path().back()) > plane.loss(start));
}

TEST_CASE("a step of plain gradient descent is the learning rate times the slope") {
  const ToyDigits toy(20);
  const Landscape plane = landscape({784, 10}, Activation::kRelu, toy);
  Descent descent(OptimizerKind::kSgd, 0.3, {1, 1});
  const Landscape::Slope slope = descent.step(plane);
  CHECK(descent.path().back().x == doctest::Approx(1 - 0.3 * slope.by_x));
  CHECK(descent.path().back().y == doctest::Approx(1 - 0.3 * slope.by_y));
}

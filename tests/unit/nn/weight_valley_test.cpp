#include "nn/weight_valley.h"

#include <doctest/doctest.h>

#include <cmath>

#include "nn/metrics.h"
#include "unit/toy_digits.h"

using namespace inkling;

namespace {

Network<float> small_network(std::vector<int> layers) {
  Network<float> network({.layers = std::move(layers)});
  network.initialise(3);
  return network;
}

}  // namespace

TEST_CASE("the loss over one weight is that of the network with that weight") {
  const ToyDigits toy(60);
  const Examples examples{toy.pixels, toy.labels};
  for (const std::vector<int>& layers :
       {std::vector<int>{784, 20, 10}, {784, 12, 16, 10}, {784, 10}}) {
    Network<float> network = small_network(layers);
    const WeightValley valley(network, examples);
    const int last = network.layer_count() - 1;
    float& weight = network.layer(last).weights(valley.from(), valley.to());
    CHECK(valley.start() == weight);
    for (const double change : {0.0, -0.7, 2.5}) {
      weight = static_cast<float>(valley.start() + change);
      CHECK(valley.loss(valley.start() + change) ==
            doctest::Approx(evaluate(network, examples).loss).epsilon(1e-4));
    }
  }
}

TEST_CASE("the slope is the loss's derivative, and zero at the lowest place") {
  const ToyDigits toy(60);
  const WeightValley valley(small_network({784, 20, 10}), {toy.pixels, toy.labels});
  for (const double at : {valley.start(), valley.lowest(), valley.start() + 3}) {
    constexpr double kStep = 1e-4;
    const double measured = (valley.loss(at + kStep) - valley.loss(at - kStep)) / (2 * kStep);
    CHECK(valley.slope(at) == doctest::Approx(measured).epsilon(1e-3));
  }
  CHECK(std::abs(valley.slope(valley.lowest())) < 1e-6);
  CHECK(valley.loss(valley.lowest()) < valley.loss(valley.start()));
  constexpr double kStep = 1e-3;
  CHECK(valley.curvature() == doctest::Approx((valley.slope(valley.lowest() + kStep) -
                                               valley.slope(valley.lowest() - kStep)) /
                                              (2 * kStep))
                                  .epsilon(1e-2));
}

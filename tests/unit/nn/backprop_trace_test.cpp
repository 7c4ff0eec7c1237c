#include "nn/backprop_trace.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "math/random.h"
#include "unit/toy_digits.h"

using namespace inkling;

TEST_CASE("a small nudge of a weight changes the loss as its gradient says") {
  const ToyDigits toy(1);
  Random random(4, 1);
  for (const auto& layers :
       std::vector<std::vector<int>>{{784, 10}, {784, 30, 10}, {784, 20, 15, 11}}) {
    for (const Activation activation :
         {Activation::kRelu, Activation::kSigmoid, Activation::kTanh}) {
      Network<float> network({.layers = layers, .activation = activation});
      network.initialise(3);
      const BackpropTrace backprop = trace_backprop(network, toy.pixels, 4);
      for (int i = 0; i < 10; ++i) {
        const InputWeight weight = {static_cast<int>(random.below(784)),
                                    static_cast<int>(random.below(layers[1]))};
        constexpr double kNudge = 1.0 / 1024;
        const double up = nudged_loss(network, toy.pixels, 4, weight, kNudge);
        const double down = nudged_loss(network, toy.pixels, 4, weight, -kNudge);
        CHECK(chain_rule(network, backprop, weight).gradient() ==
              doctest::Approx((up - down) / (2 * kNudge)).epsilon(0.01));
      }
    }
  }
}

TEST_CASE("the loss is the surprise about the label, told exactly even where p is tiny") {
  Network<float> network({.layers = {784, 10}});
  network.layer(0).biases[3] = 100;
  const std::vector<std::uint8_t> blank(784, 0);
  CHECK(trace_backprop(network, blank, 3).loss == doctest::Approx(0));
  CHECK(trace_backprop(network, blank, 4).loss == doctest::Approx(100));
  const BackpropTrace backprop = trace_backprop(network, blank, 4);
  CHECK(std::accumulate(backprop.probabilities.begin(), backprop.probabilities.end(), 0.0) ==
        doctest::Approx(1));
}

TEST_CASE("a unit that is off and a pixel that is dark have no part in the gradient") {
  Network<float> network({.layers = {784, 2, 10}});
  network.initialise(1);
  network.layer(0).biases[0] = -1000;
  std::vector<std::uint8_t> picture(784, 0);
  picture[5] = 255;
  const BackpropTrace backprop = trace_backprop(network, picture, 1);
  CHECK(chain_rule(network, backprop, {5, 0}).derivative == 0);
  CHECK(chain_rule(network, backprop, {6, 1}).gradient() == 0);
}

TEST_CASE("what the next layer hands back is the sum of its parts") {
  const ToyDigits toy(1);
  for (const std::vector<int>& layers : {std::vector<int>{784, 12, 10}, {784, 12, 9, 10}}) {
    Network<float> network({.layers = layers});
    network.initialise(2);
    const BackpropTrace backprop = trace_backprop(network, toy.pixels, 4);
    for (int unit = 0; unit < 12; ++unit) {
      double sum = 0;
      const std::vector<double> parts = parts_from_above(network, backprop, unit);
      CHECK(static_cast<int>(parts.size()) == layers[2]);
      for (const double part : parts) sum += part;
      CHECK(sum == doctest::Approx(chain_rule(network, backprop, {0, unit}).from_above));
    }
  }
}

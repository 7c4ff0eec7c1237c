#include "nn/attribution.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "math/random.h"
#include "nn/examples.h"
#include "nn/metrics.h"

using namespace inkling;

namespace {

std::vector<std::uint8_t> random_picture(int inputs, Random& random) {
  std::vector<std::uint8_t> picture(static_cast<std::size_t>(inputs));
  for (auto& pixel : picture) {
    pixel = random.below(5) == 0 ? static_cast<std::uint8_t>(random.below(256)) : 0;
  }
  return picture;
}

double logit_difference(const Network<float>& network, const std::vector<std::uint8_t>& picture,
                        int digit, int against) {
  Pass<float> pass(network.shape(), 1);
  pass.batch = 1;
  for (std::size_t i = 0; i < picture.size(); ++i) {
    pass.input().data[i] = picture[i] * kPixelScale;
  }
  forward(network, pass);
  return pass.logits().data[digit] - pass.logits().data[against];
}

}  // namespace

TEST_CASE("bias and contributions add up to the difference of the logits, at any depth") {
  Random random(1, 1);
  for (const auto& layers : std::vector<std::vector<int>>{
           {784, 10}, {784, 30, 10}, {784, 40, 20, 12}, {784, 20, 20, 20, 20, 10}}) {
    for (const Activation activation :
         {Activation::kRelu, Activation::kSigmoid, Activation::kTanh}) {
      Network<float> network({.layers = layers, .activation = activation});
      network.initialise(7);
      for (float& p : network.parameters()) p += 0.01f;  // No bias is zero.
      for (int i = 0; i < 20; ++i) {
        const auto picture = random_picture(784, random);
        const Attribution shares = attribute(network, picture, 4, 9);
        const double sum =
            std::accumulate(shares.contributions.begin(), shares.contributions.end(), shares.bias);
        CHECK(sum == doctest::Approx(shares.difference).epsilon(1e-9));
        CHECK(std::abs(shares.difference - logit_difference(network, picture, 4, 9)) < 1e-4);
      }
    }
  }
}

TEST_CASE(
    "a ReLU network is linear where it stands: a small change of a pixel does what its share "
    "says") {
  Network<float> network({.layers = {784, 30, 20, 10}});
  network.initialise(3);
  Random random(2, 1);
  auto picture = random_picture(784, random);
  picture[100] = 200;
  const Attribution before = attribute(network, picture, 1, 2);
  picture[100] = 201;
  const Attribution after = attribute(network, picture, 1, 2);
  CHECK(after.difference - before.difference ==
        doctest::Approx(before.contributions[100] / 200).epsilon(1e-3));
}

TEST_CASE("a dark pixel contributes nothing, and two classes against each other change the sign") {
  Network<float> network({.layers = {784, 30, 10}});
  network.initialise(3);
  std::vector<std::uint8_t> picture(784, 0);
  picture[400] = 255;
  const Attribution one = attribute(network, picture, 1, 2);
  const Attribution other = attribute(network, picture, 2, 1);
  CHECK(one.contributions[0] == 0);
  CHECK(one.contributions[400] == doctest::Approx(-other.contributions[400]));
  CHECK(one.bias == doctest::Approx(-other.bias));
}

#include "nn/insight.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "math/random.h"
#include "nn/attribution.h"

using namespace inkling;

namespace {

std::vector<std::uint8_t> picture_of_noise(std::uint64_t seed) {
  Random random(seed, 1);
  std::vector<std::uint8_t> picture(784);
  for (auto& pixel : picture) {
    pixel = random.below(5) == 0 ? static_cast<std::uint8_t>(random.below(256)) : 0;
  }
  return picture;
}

Network<float> network_of(std::vector<int> layers) {
  Network<float> network({.layers = std::move(layers)});
  network.initialise(4);
  for (float& p : network.parameters()) p += 0.005f;
  return network;
}

}  // namespace

TEST_CASE("sums, activations and logits are those of the forward pass") {
  const Network<float> network = network_of({784, 30, 20, 10});
  const auto picture = picture_of_noise(1);
  const Insight insight = look_inside(network, picture, 3, 8);
  REQUIRE(insight.layers.size() == 3);
  const LayerInsight& first = insight.layers[0];
  double sum = network.layer(0).biases[7];
  for (int i = 0; i < 784; ++i) {
    sum += picture[static_cast<std::size_t>(i)] / 255.0 * network.layer(0).weights.row(i)[7];
  }
  CHECK(first.sums[7] == doctest::Approx(sum).epsilon(1e-5));
  for (std::size_t j = 0; j < 30; ++j) CHECK(first.activations[j] == std::max(0.0f, first.sums[j]));
  const Attribution attribution = attribute(network, picture, 3, 8);
  CHECK(insight.layers[2].sums[3] - insight.layers[2].sums[8] ==
        doctest::Approx(attribution.difference).epsilon(1e-4));
}

TEST_CASE(
    "in a ReLU network each layer's shares and the biases after it add up to the difference") {
  const Network<float> network = network_of({784, 30, 20, 10});
  const Insight insight = look_inside(network, picture_of_noise(2), 3, 8);
  const auto& last_hidden = insight.layers[1];
  const double from_units =
      std::accumulate(last_hidden.shares.begin(), last_hidden.shares.end(), 0.0);
  const double from_biases = network.layer(2).biases[3] - network.layer(2).biases[8];
  const double difference = insight.layers[2].sums[3] - insight.layers[2].sums[8];
  CHECK(from_units + from_biases == doctest::Approx(difference).epsilon(1e-4));
  // The order is by how much a unit matters.
  for (const LayerInsight& layer : insight.layers) {
    for (std::size_t i = 1; i < layer.order.size(); ++i) {
      CHECK(std::abs(layer.shares[static_cast<std::size_t>(layer.order[i - 1])]) >=
            std::abs(layer.shares[static_cast<std::size_t>(layer.order[i])]));
    }
  }
}

TEST_CASE("a flow is activation times weight, the strongest first, none where nothing is on") {
  const Network<float> network = network_of({784, 30, 20, 10});
  const Insight insight = look_inside(network, picture_of_noise(3), 3, 8);
  std::vector<int> from(30), to(20);
  std::iota(from.begin(), from.end(), 0);
  std::iota(to.begin(), to.end(), 0);
  const auto flows = strongest_flows(network, insight, 0, from, to, 25);
  REQUIRE(flows.size() == 25);
  for (std::size_t i = 0; i < flows.size(); ++i) {
    const float activation = insight.layers[0].activations[static_cast<std::size_t>(flows[i].from)];
    CHECK(activation > 0);
    CHECK(flows[i].amount == activation * network.layer(1).weights.row(flows[i].from)[flows[i].to]);
    if (i > 0) CHECK(std::abs(flows[i].amount) <= std::abs(flows[i - 1].amount));
  }
  CHECK(strongest_flows(network, insight, 0, from, to, 100000).size() <= 600);
}

TEST_CASE("a network without hidden layers has its outputs alone") {
  const Network<float> network = network_of({784, 10});
  const Insight insight = look_inside(network, picture_of_noise(4), 0, 1);
  REQUIRE(insight.layers.size() == 1);
  CHECK(insight.layers[0].sums.size() == 10);
  CHECK(insight.layers[0].shares[0] == insight.layers[0].sums[0]);
  CHECK(insight.layers[0].shares[1] == -insight.layers[0].sums[1]);
}

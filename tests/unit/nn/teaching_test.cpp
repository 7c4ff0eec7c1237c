#include "nn/teaching.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace inkling;

TEST_CASE("teaching keeps the network's shape, and its drawings are a part of what is seen") {
  const NetworkShape shape = {.layers = {784, 30, 20, 12}, .activation = Activation::kTanh};
  Network<float> network(shape);
  network.initialise(1);
  const Settings settings = teaching_settings(network);
  CHECK(settings.shape(784, 12) == shape);
  CHECK(teaching_copies(0, 12000) == 0);
  for (const int drawings : {1, 3, 10, 100, 5000}) {
    const int copies = teaching_copies(drawings, 12000);
    CHECK(copies >= 1);
    CHECK(copies <= 400);
    if (drawings <= 1000) CHECK(copies * drawings <= 1200);
  }
}

TEST_CASE("a network with few weights takes longer steps, within reason") {
  Network<float> network({.layers = {784, 30, 10}, .activation = Activation::kRelu});
  network.initialise(1);
  const double dense = teaching_settings(network).learning_rate;
  const auto weights = network.layer(0).flat_weights();
  std::fill(weights.begin() + static_cast<std::ptrdiff_t>(weights.size() / 5), weights.end(), 0.0f);
  const double sparse = teaching_settings(network).learning_rate;
  CHECK(sparse > 2 * dense);
  CHECK(sparse < 2.5 * dense);
  CHECK(teaching_settings(Network<float>(network.shape())).learning_rate < 11 * dense);
}

#include "engine/neighbours.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "nn/embedding.h"
#include "unit/toy_digits.h"

using namespace inkling;

TEST_CASE("the nearest ones are those of a full comparison, and a picture is nearest to itself") {
  const ToyDigits toy(1300);
  Network<float> network({.layers = {784, 12, 10}});
  network.initialise(2);
  NeighbourSearch search(network, toy.examples().picture(700), 5);
  while (search.advance(toy.examples())) {
  }
  const Matrix<float> hidden = last_hidden_activations(network, toy.examples());
  std::vector<std::pair<float, int>> all;
  for (int i = 0; i < hidden.rows(); ++i) {
    float sum = 0;
    for (int j = 0; j < hidden.cols(); ++j) {
      sum += std::pow(hidden.view()(i, j) - hidden.view()(700, j), 2.0f);
    }
    all.push_back({std::sqrt(sum), i});
  }
  std::sort(all.begin(), all.end());
  REQUIRE(search.nearest().size() == 5);
  CHECK(search.nearest()[0].index == 700);
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(search.nearest()[i].distance == doctest::Approx(all[i].first).epsilon(1e-3));
  }
}

TEST_CASE("fewer examples than are wanted") {
  const ToyDigits toy(3);
  Network<float> network({.layers = {784, 10}});
  NeighbourSearch search(network, toy.examples().picture(0), 5);
  CHECK_FALSE(search.advance(toy.examples()));
  CHECK(search.nearest().size() == 3);
}

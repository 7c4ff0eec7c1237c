#include "nn/metrics.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "unit/toy_digits.h"

using namespace inkling;

TEST_CASE("a network of zeros guesses 0 for everything, at the cost of log 10") {
  const ToyDigits toy(777);  // It is no multiple of the chunk.
  const Network<float> network(NetworkShape{.layers = {784, 10}});
  const Metrics metrics = evaluate(network, toy.examples());
  const auto zeros = std::count(toy.labels.begin(), toy.labels.end(), 0);
  CHECK(metrics.loss == doctest::Approx(std::log(10.0)));
  CHECK(metrics.accuracy == doctest::Approx(zeros / 777.0));
  int total = 0;
  for (int digit = 0; digit < 10; ++digit) {
    CHECK(metrics.confusion[digit * 10] == std::count(toy.labels.begin(), toy.labels.end(), digit));
    total += std::accumulate(metrics.confusion.begin() + digit * 10,
                             metrics.confusion.begin() + digit * 10 + 10, 0);
  }
  CHECK(total == 777);
}

TEST_CASE("evaluating piece by piece is evaluating at once") {
  const ToyDigits toy(600);
  Network<float> network(NetworkShape{.layers = {784, 20, 10}});
  network.initialise(3);
  Evaluation evaluation(network, toy.examples());
  int calls = 1;
  while (evaluation.advance()) ++calls;
  CHECK(calls == 3);
  CHECK(evaluation.metrics().loss == evaluate(network, toy.examples()).loss);
}

TEST_CASE("no examples, no numbers") {
  const Network<float> network(NetworkShape{.layers = {784, 10}});
  CHECK(evaluate(network, {}).accuracy == 0);
}

TEST_CASE("predict gives probabilities") {
  Network<float> network(NetworkShape{});
  network.initialise(1);
  std::vector<std::uint8_t> picture(784, 100);
  const auto p = predict(network, picture);
  CHECK(std::accumulate(p.begin(), p.end(), 0.0f) == doctest::Approx(1));
  CHECK(p[static_cast<std::size_t>(most_likely(p))] == *std::max_element(p.begin(), p.end()));
}

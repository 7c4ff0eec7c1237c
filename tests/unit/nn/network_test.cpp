#include "nn/network.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "nn/loss.h"
#include "nn/metrics.h"
#include "nn/trace.h"

using namespace inkling;

namespace {

// Computes the mean loss of a small batch from scratch.
double loss_of(const Network<double>& network, const Matrix<double>& input,
               const std::vector<std::uint8_t>& labels, double dropout,
               std::uint64_t dropout_seed) {
  Pass<double> pass(network.shape(), input.rows());
  pass.batch = input.rows();
  pass.values[0] = input;
  Random random(dropout_seed, 9);
  forward(network, pass, {.dropout_rate = dropout, .random = &random});
  return cross_entropy<double>(pass.logits(), labels).cross_entropy / input.rows();
}

}  // namespace

TEST_CASE("the gradient of every parameter is what finite differences say") {
  const std::vector<int> shapes[] = {{6, 4}, {6, 5, 4}, {6, 7, 5, 4}, {6, 3, 3, 3, 4}};
  for (const auto& layers : shapes) {
    for (const Activation activation :
         {Activation::kRelu, Activation::kSigmoid, Activation::kTanh}) {
      for (const double dropout : {0.0, 0.4}) {
        Network<double> network({.layers = layers, .activation = activation});
        network.initialise(5);
        Random random(11, 3);
        // The biases are not zero, so that no ReLU stands exactly at its kink.
        for (double& p : network.parameters()) p += 0.1 * (random.uniform() - 0.5);
        Matrix<double> input(3, 6);
        for (double& x : input.values()) x = random.uniform();
        const std::vector<std::uint8_t> labels = {2, 0, 3};

        Pass<double> pass(network.shape(), 3);
        pass.batch = 3;
        pass.values[0] = input;
        Random dropout_random(77, 9);
        forward(network, pass, {.dropout_rate = dropout, .random = &dropout_random});
        cross_entropy_backward<double>(pass.logits(), labels, 1.0 / 3);
        Network<double> gradient(network.shape());
        backward(network, pass, gradient);

        INFO("activation ", static_cast<int>(activation), " layers ", layers.size(), " dropout ",
             dropout);
        constexpr double kStep = 1e-6;
        for (std::size_t i = 0; i < network.parameters().size(); ++i) {
          Network<double> nudged = network;
          nudged.parameters()[i] += kStep;
          const double up = loss_of(nudged, input, labels, dropout, 77);
          nudged.parameters()[i] -= 2 * kStep;
          const double down = loss_of(nudged, input, labels, dropout, 77);
          const double expected = (up - down) / (2 * kStep);
          CHECK(std::abs(gradient.parameters()[i] - expected) < 1e-7);
        }
      }
    }
  }
}

TEST_CASE("gradients of two parts of a batch add up to that of the whole") {
  Network<double> network({.layers = {4, 5, 3}});
  network.initialise(1);
  Random random(2, 1);
  Matrix<double> input(4, 4);
  for (double& x : input.values()) x = random.uniform();
  const std::vector<std::uint8_t> labels = {0, 1, 2, 1};
  const auto add_gradient = [&](int first, int count, Network<double>& gradient) {
    Pass<double> pass(network.shape(), count);
    pass.batch = count;
    std::copy_n(input.view().row(first), count * 4, pass.input().data);
    forward(network, pass);
    cross_entropy_backward<double>(pass.logits(), std::span(labels).subspan(first, count), 0.25);
    backward(network, pass, gradient);
  };
  Network<double> whole(network.shape()), parts(network.shape());
  add_gradient(0, 4, whole);
  add_gradient(0, 1, parts);
  add_gradient(1, 3, parts);
  for (std::size_t i = 0; i < whole.parameters().size(); ++i) {
    CHECK(whole.parameters()[i] == doctest::Approx(parts.parameters()[i]));
  }
}

TEST_CASE(
    "Glorot's initial weights: in their range, spread over it, biases zero, one seed one network") {
  const NetworkShape shape{.layers = {784, 512, 10}};
  Network<float> network(shape);
  network.initialise(1);
  const DenseLayer<float> layer = network.layer(0);
  const float limit = std::sqrt(6.0f / (784 + 512));
  float largest = 0;
  double sum = 0;
  for (int i = 0; i < 784; ++i) {
    for (int j = 0; j < 512; ++j) {
      largest = std::max(largest, std::abs(layer.weights(i, j)));
      sum += layer.weights(i, j);
    }
  }
  CHECK(largest <= limit);
  CHECK(largest > 0.99f * limit);
  CHECK(std::abs(sum / (784 * 512)) < 0.001);
  for (const float bias : layer.biases) CHECK(bias == 0.0f);

  Network<float> same(shape), other(shape);
  same.initialise(1);
  other.initialise(2);
  CHECK(std::equal(network.parameters().begin(), network.parameters().end(),
                   same.parameters().begin()));
  CHECK_FALSE(std::equal(network.parameters().begin(), network.parameters().end(),
                         other.parameters().begin()));
  CHECK(shape.parameter_count() == 407050);
}

TEST_CASE("dropout keeps the expected value and the share") {
  Network<float> network({.layers = {1, 20000, 1}});
  for (float& p : network.parameters()) p = 1.0f;
  Pass<float> pass(network.shape(), 1);
  pass.batch = 1;
  pass.input()(0, 0) = 1.0f;
  Random random(1, 1);
  forward(network, pass, {.dropout_rate = 0.25, .random = &random});
  int dropped = 0;
  double sum = 0;
  for (const float value : pass.values[1].values()) {
    dropped += value == 0.0f ? 1 : 0;
    sum += value;
  }
  CHECK(dropped == doctest::Approx(5000).epsilon(0.05));
  CHECK(sum / 20000 == doctest::Approx(2.0).epsilon(0.02));
}

TEST_CASE("classes can be added, left out and put in another order") {
  Network<float> network({.layers = {4, 3, 10}});
  network.initialise(5);
  const std::vector<int> from = {9, 2, -1, 0};
  const Network<float> changed = with_classes(network, from);
  REQUIRE(changed.shape().layers == std::vector<int>{4, 3, 4});
  const auto before = network.layer(1);
  const auto after = changed.layer(1);
  for (int i = 0; i < 3; ++i) {
    CHECK(after.weights.row(i)[0] == before.weights.row(i)[9]);
    CHECK(after.weights.row(i)[1] == before.weights.row(i)[2]);
    CHECK(after.weights.row(i)[2] == 0);
    CHECK(after.weights.row(i)[3] == before.weights.row(i)[0]);
  }
  CHECK(after.biases[2] < 0);
  CHECK(changed.parameters()[7] == network.parameters()[7]);  // It belongs to the first layer.

  const Network<float> wider = with_class_count(network, 12);
  CHECK(wider.shape().layers.back() == 12);
  const Network<float> back = with_class_count(wider, 10);
  CHECK(
      std::equal(back.parameters().begin(), back.parameters().end(), network.parameters().begin()));
}

TEST_CASE("no sum of any picture is larger than the bound") {
  for (const Activation activation : {Activation::kRelu, Activation::kSigmoid, Activation::kTanh}) {
    Network<float> network({.layers = {784, 12, 10}, .activation = activation});
    network.initialise(3);
    const double bound = largest_possible_sum(network);
    CHECK(bound < 1e4);
    CHECK(has_bounded_sums(network));
    Random random(7, 1);
    double largest = 0;
    for (int n = 0; n < 50; ++n) {
      std::vector<std::uint8_t> picture(784);
      for (auto& pixel : picture) pixel = random.uniform() < 0.5 ? 0 : 255;
      const Trace trace = trace_forward(network, picture);
      for (const auto& sums : trace.sums) {
        for (const double sum : sums) largest = std::max(largest, std::abs(sum));
      }
    }
    CHECK(largest > 0);
    CHECK(largest <= bound);
    network.parameters()[3] = std::nanf("");
    CHECK_FALSE(has_bounded_sums(network));
  }
}

TEST_CASE("a temperature changes how sure a network is, not what it says") {
  Network<float> network({.layers = {784, 10}});
  network.initialise(5);
  const std::vector<std::uint8_t> picture(784, 90);
  const Probabilities before = predict(network, picture);
  apply_temperature(network, 2);
  const Probabilities after = predict(network, picture);
  CHECK(most_likely(after) == most_likely(before));
  // Odds become their square roots.
  CHECK(after[1] / after[0] == doctest::Approx(std::sqrt(before[1] / before[0])).epsilon(1e-4));
}

TEST_CASE("a shape is possible up to the number of layers and of parameters") {
  const auto possible = [](std::vector<int> layers) {
    return check_shape({.layers = std::move(layers), .activation = Activation::kRelu}).ok();
  };
  CHECK(possible({784, 10}));
  CHECK(possible({784, 2000, 10}));
  CHECK(possible({784, 9, 9, 9, 9, 9, 9, 10}));
  CHECK_FALSE(possible({784, 9, 9, 9, 9, 9, 9, 9, 10}));
  CHECK_FALSE(possible({784, 3000, 10}));
  CHECK_FALSE(possible({784, 0, 10}));
  CHECK_FALSE(possible({784}));
  CHECK_FALSE(possible({784, 2147483647, 10}));
}

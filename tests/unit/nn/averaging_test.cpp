#include "nn/averaging.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "nn/learning_apart.h"
#include "nn/metrics.h"
#include "unit/toy_digits.h"

using namespace inkling;

namespace {

Network<float> initialised_network(std::vector<int> layers, std::uint64_t seed,
                                   Activation activation = Activation::kRelu) {
  Network<float> network({.layers = std::move(layers), .activation = activation});
  network.initialise(seed);
  return network;
}

}  // namespace

TEST_CASE("the mean of two networks has the mean of their parameters") {
  Network<float> one({.layers = {2, 1, 2}}), other({.layers = {2, 1, 2}});
  for (std::size_t i = 0; i < one.parameters().size(); ++i) {
    one.parameters()[i] = static_cast<float>(i);
    other.parameters()[i] = 10 - 3 * static_cast<float>(i);
  }
  const auto mean = mean_of_weights({&one, &other});
  REQUIRE(mean.ok());
  CHECK(mean->shape() == one.shape());
  for (std::size_t i = 0; i < one.parameters().size(); ++i) {
    CHECK(mean->parameters()[i] == 5 - static_cast<float>(i));
  }
}

TEST_CASE("equal networks are their own mean, however many they are") {
  const Network<float> network = initialised_network({784, 9, 10}, 3);
  for (const std::size_t count : {2, 3, 7}) {
    const auto mean = mean_of_weights(NetworkList(count, &network));
    REQUIRE(mean.ok());
    CHECK(std::equal(mean->parameters().begin(), mean->parameters().end(),
                     network.parameters().begin()));
  }
}

TEST_CASE("networks of different shapes have no mean of their weights, and the reason is said") {
  const Network<float> one = initialised_network({784, 9, 10}, 1),
                       other = initialised_network({784, 8, 10}, 1);
  const auto shapes = mean_of_weights({&one, &other});
  REQUIRE_FALSE(shapes.ok());
  CHECK(shapes.error().message.find("784-9-10 and 784-8-10") != std::string::npos);
  const Network<float> tanh = initialised_network({784, 9, 10}, 1, Activation::kTanh);
  const auto activations = mean_of_weights({&one, &tanh});
  REQUIRE_FALSE(activations.ok());
  CHECK(activations.error().message.find("activation") != std::string::npos);
  CHECK_FALSE(mean_of_weights({&one}).ok());
  CHECK_FALSE(mean_of_weights({}).ok());
}

TEST_CASE("the mean of answers is that of the probabilities, whatever the shapes") {
  const Network<float> one = initialised_network({784, 9, 10}, 1),
                       other = initialised_network({784, 4, 3, 10}, 2);
  const ToyDigits toy(300);
  const Matrix<float> a = answers_of(one, toy.examples()), b = answers_of(other, toy.examples());
  REQUIRE(a.rows() == 300);
  REQUIRE(a.cols() == 10);
  const Probabilities expected = predict(one, toy.examples().picture(299));
  for (int c = 0; c < 10; ++c) {
    CHECK(a.view()(299, c) == doctest::Approx(expected[static_cast<std::size_t>(c)]));
  }
  const Matrix<float> mean = mean_of_answers(std::vector{&a, &b});
  for (int i = 0; i < mean.rows(); ++i) {
    for (int c = 0; c < 10; ++c) {
      CHECK(mean.view()(i, c) == doctest::Approx((a.view()(i, c) + b.view()(i, c)) / 2));
    }
  }
}

TEST_CASE("right answers are counted") {
  Matrix<float> answers(3, 2);
  answers.values() = {0.9f, 0.1f, 0.4f, 0.6f, 0.7f, 0.3f};
  CHECK(count_right(answers, std::vector<std::uint8_t>{0, 1, 1}) == 2);
}

TEST_CASE("units in another order make another network that gives the same answers") {
  const Network<float> network = initialised_network({784, 9, 7, 10}, 5);
  const Network<float> shuffled = with_shuffled_units(network, 1);
  CHECK_FALSE(std::equal(network.parameters().begin(), network.parameters().end(),
                         shuffled.parameters().begin()));
  const ToyDigits toy(20);
  const Matrix<float> a = answers_of(network, toy.examples());
  const Matrix<float> b = answers_of(shuffled, toy.examples());
  for (std::size_t i = 0; i < a.values().size(); ++i) {
    CHECK(a.values()[i] == doctest::Approx(b.values()[i]).epsilon(1e-4));
  }
  CHECK(likeness(network, network) == doctest::Approx(1));
  CHECK(std::abs(likeness(network, shuffled)) < kBeganAlike);
}

TEST_CASE("networks that learned apart from one seed have a mean that is of use, others do not") {
  const ToyDigits toy(2400), unseen(500, 77);
  Settings settings;
  settings.hidden = {32, 16};
  settings.train_images = 600;
  settings.epochs = 3;
  const auto accuracy_of_mean = [&](std::vector<std::uint32_t> seeds, double& alike) {
    LearningApart apart(settings, seeds, toy.examples());
    while (apart.advance()) {
    }
    NetworkList networks;
    for (int i = 0; i < apart.count(); ++i) {
      networks.push_back(&apart.network(i));
      CHECK(evaluate(*networks.back(), unseen.examples()).accuracy > 0.85);
    }
    alike = likeness(*networks[0], *networks[1]);
    return evaluate(*mean_of_weights(networks), unseen.examples()).accuracy;
  };
  double alike = 0;
  CHECK(accuracy_of_mean({1, 1, 1, 1}, alike) > 0.9);
  CHECK(alike > kBeganAlike);
  CHECK(accuracy_of_mean({1, 2, 3, 4}, alike) < 0.7);
  CHECK(alike < kBeganAlike);
}

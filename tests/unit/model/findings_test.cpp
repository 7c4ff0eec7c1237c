#include "model/foreign/findings.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "nn/metrics.h"
#include "nn/trainer.h"
#include "unit/toy_digits.h"

using namespace inkling;

namespace {

// Some labels are wrong, as in life: a network that is too sure of itself pays for them.
struct Noisy : ToyDigits {
  Noisy() : ToyDigits(600, 5) {
    for (std::size_t i = 0; i < labels.size(); i += 7) {
      labels[i] = static_cast<std::uint8_t>((labels[i] + 3) % 10);
    }
  }
};

Network<float> trained(const Examples& examples, Activation activation) {
  Settings settings;
  settings.hidden = {24};
  settings.activation = activation;
  settings.epochs = 6;
  settings.batch_size = 20;
  settings.train_images = examples.count();
  Network<float> network(settings.shape(784, 10));
  network.initialise(1);
  Trainer trainer(network, settings, examples.count());
  while (trainer.advance(examples) != Trainer::Outcome::kFinished) {
  }
  trainer.publish();
  return network;
}

// Describes the network as somebody would save it whose pixels were x' = factor x + shift.
LayerList as_if_trained_on(const Network<float>& network, double factor, double shift) {
  LayerList list;
  for (int l = 0; l < network.layer_count(); ++l) {
    const auto layer = network.layer(l);
    DenseStep dense{layer.weights.rows, layer.weights.cols, {}, {}, "layer"};
    dense.biases.assign(layer.biases.begin(), layer.biases.end());
    for (int in = 0; in < layer.weights.rows; ++in) {
      for (int out = 0; out < layer.weights.cols; ++out) {
        const double weight = layer.weights(in, out);
        dense.weights.push_back(l == 0 ? weight / factor : weight);
        if (l == 0) dense.biases[static_cast<std::size_t>(out)] -= shift / factor * weight;
      }
    }
    list.emplace_back(std::move(dense));
    if (l + 1 < network.layer_count()) list.emplace_back(Nonlinearity::kRelu);
  }
  return list;
}

FoundNetwork found_for(std::vector<LayerList> lists, const Examples& examples, bool named = true) {
  auto networks = fold_all({.format = "", .lists = std::move(lists), .activation_named = named});
  REQUIRE(networks.ok());
  return find_out(*std::move(networks), examples);
}

}  // namespace

TEST_CASE("the scale of the pixels is found, and folded in") {
  const Noisy data;
  const Network<float> network = trained(data.examples(), Activation::kRelu);
  const double usual = evaluate(network, data.examples()).accuracy;
  REQUIRE(usual > 0.7);
  const struct {
    double factor, shift;
    PixelScaling scaling;
  } ways[] = {{1, 0, PixelScaling::kUnit},
              {255, 0, PixelScaling::kBytes},
              {2, -1, PixelScaling::kSigned},
              {1 / 0.3081, -0.1307 / 0.3081, PixelScaling::kStandard},
              {-1, 1, PixelScaling::kInverted}};
  for (const auto& way : ways) {
    const auto found =
        found_for({as_if_trained_on(network, way.factor, way.shift)}, data.examples());
    CHECK(found.findings.scaling == way.scaling);
    CHECK(found.findings.accuracy == doctest::Approx(usual).epsilon(0.01));
    CHECK(evaluate(found.network, data.examples()).accuracy == found.findings.accuracy);
    CHECK(words_of(found.findings).empty() == (way.scaling == PixelScaling::kUnit));
  }
}

TEST_CASE("an activation that is not named, and mirrored images, are found") {
  const Noisy data;
  Network<float> network = trained(data.examples(), Activation::kTanh);
  const auto found = found_for({as_if_trained_on(network, 1, 0)}, data.examples(), false);
  CHECK(found.findings.activation == Activation::kTanh);
  CHECK(found.network.shape().activation == Activation::kTanh);
  CHECK(words_of(found.findings).find("tanh") != std::string::npos);

  network = trained(data.examples(), Activation::kRelu);
  const DenseLayer<float> first = network.layer(0);
  for (int y = 0; y < 28; ++y) {
    for (int x = 0; x < y; ++x) {
      std::swap_ranges(first.weights.row(y * 28 + x),
                       first.weights.row(y * 28 + x) + first.weights.cols,
                       first.weights.row(x * 28 + y));
    }
  }
  const auto mirrored = found_for({as_if_trained_on(network, 1, 0)}, data.examples());
  CHECK(mirrored.findings.transposed);
  CHECK(mirrored.findings.accuracy > 0.7);
}

TEST_CASE("a network that reads nothing is kept, and doubted") {
  const Noisy data;
  Network<float> network({.layers = {784, 10}});
  network.initialise(9);
  const auto found = found_for({as_if_trained_on(network, 1, 0)}, data.examples());
  CHECK(found.findings.is_doubtful());
  CHECK(words_of(found.findings).find("No way") != std::string::npos);
}

TEST_CASE("of several ways to read a file, the one that reads best is taken, and told") {
  const Noisy data;
  const Network<float> network = trained(data.examples(), Activation::kRelu);
  LayerList wrong = as_if_trained_on(network, 1, 0);
  auto& last = std::get<DenseStep>(wrong.back());
  for (double& weight : last.weights) weight = -weight;
  const auto found = found_for({wrong, as_if_trained_on(network, 1, 0)}, data.examples());
  CHECK(found.findings.reading == 1);
  CHECK(found.findings.accuracy > 0.7);
  CHECK(words_of(found.findings).find("several ways") != std::string::npos);
}

TEST_CASE("ways that give no network are left out, and the first is to blame where none does") {
  const Noisy data;
  const Network<float> network = trained(data.examples(), Activation::kRelu);
  const LayerList good = as_if_trained_on(network, 1, 0);
  const LayerList empty, tail = {good.back()};
  CHECK(fold_all({.format = "", .lists = {empty, good}})->readings.size() == 1);
  CHECK(fold_all({.format = "", .lists = {tail, empty}}).error().code == ErrorCode::kModelInput);
}

TEST_CASE("a network of other classes is found out as one of digits is, their order too") {
  // Of so many classes, the first three are there.
  Noisy data;
  for (std::uint8_t& label : data.labels) label = static_cast<std::uint8_t>(label % 3);
  const Network<float> network =
      with_classes(trained(data.examples(), Activation::kRelu), std::vector{1, 2, 0});
  const auto networks = fold_all({.format = "", .lists = {as_if_trained_on(network, 255, 0)}}, 3);
  REQUIRE(networks.ok());
  const auto found = find_out(*networks, data.examples());
  CHECK(found.findings.scaling == PixelScaling::kBytes);
  CHECK(found.findings.classes == std::vector{2, 0, 1});
  CHECK(found.findings.accuracy > 0.7);
  CHECK_FALSE(fold_all({.format = "", .lists = {as_if_trained_on(network, 1, 0)}}).ok());
}

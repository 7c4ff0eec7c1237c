#include "nn/pruning.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "nn/metrics.h"
#include "nn/trainer.h"
#include "unit/toy_digits.h"

using namespace inkling;

TEST_CASE("the share rises from nothing to all of it, and never falls") {
  double before = 0;
  for (int percent = 0; percent <= 100; ++percent) {
    const double share = pruned_share(0.9, percent / 100.0);
    CHECK(share >= before);
    before = share;
  }
  CHECK(pruned_share(0.9, 0.2) == 0);
  CHECK(pruned_share(0.9, 0.7) == doctest::Approx(0.9));
}

TEST_CASE("the smallest weights are cut, whatever their sign") {
  std::vector<float> weights = {0.5f, -0.1f, 0.3f, -0.4f, 0.2f};
  CHECK(magnitude_at(weights, 0) == 0);
  const float magnitude = magnitude_at(weights, 0.4);
  CHECK(magnitude == 0.2f);
  prune_below(weights, magnitude);
  CHECK(weights == std::vector{0.5f, 0.0f, 0.3f, -0.4f, 0.0f});
  // What has been cut counts among the smallest.
  CHECK(magnitude_at(weights, 0.6) == 0.3f);
}

TEST_CASE("a pruned network has the zeros it should have, and still reads") {
  ToyDigits toy(300);
  // Mostly paper, so that the layers are trained by walking what is not zero.
  for (std::uint8_t& pixel : toy.pixels) pixel = pixel < 100 ? 0 : pixel;
  Settings settings;
  settings.train_images = 300;
  settings.batch_size = 32;
  settings.epochs = 20;
  for (const std::vector<int>& hidden :
       {std::vector{40}, std::vector{40, 24}, std::vector{40, 36}}) {
    CAPTURE(hidden.size());
    settings.hidden = hidden;
    Network<float> network(settings.shape());
    network.initialise(settings.seed);
    Trainer trainer(network, settings, 300);
    trainer.prune_to(0.8);
    while (trainer.advance(toy.examples()) != Trainer::Outcome::kFinished) {
    }
    trainer.publish();
    for (int l = 0; l < network.layer_count(); ++l) {
      const auto weights = network.layer(l).flat_weights();
      const auto zeros = std::count(weights.begin(), weights.end(), 0.0f);
      const double share = static_cast<double>(zeros) / static_cast<double>(weights.size());
      const bool last = l + 1 == network.layer_count();
      CHECK(share >= (last ? 0 : 0.79));
      CHECK(share < (last ? 0.05 : 0.9));
    }
    CHECK(evaluate(network, toy.examples()).accuracy > 0.95);
  }
}

TEST_CASE("zeros that are frozen stay where they are, while the rest learns") {
  ToyDigits toy(300);
  Settings settings;
  settings.hidden = {40, 24};
  // Where most pixels are dark, the first layer is trained by walking those that are not, and so
  // are wide hidden layers.
  SUBCASE("pictures without much paper") {}
  SUBCASE("pictures that are mostly paper") {
    for (std::uint8_t& pixel : toy.pixels) pixel = pixel < 100 ? 0 : pixel;
    SUBCASE("and a narrow second layer") {}
    SUBCASE("and a wide second layer") { settings.hidden = {40, 36}; }
  }
  settings.train_images = 300;
  settings.batch_size = 32;
  settings.epochs = 10;
  Network<float> network(settings.shape());
  network.initialise(settings.seed);
  const auto cut = [](DenseLayer<float> layer) {
    prune_below(layer.flat_weights(), magnitude_at(layer.flat_weights(), 0.7));
  };
  for (int l = 0; l < network.layer_count(); ++l) {
    cut(network.layer(l));
    // One weight is far smaller than any step.
    const auto weights = network.layer(l).flat_weights();
    *std::find_if(weights.begin(), weights.end(), [](float w) { return w != 0; }) = 1e-7f;
  }
  const Network<float> before = network;
  Trainer trainer(network, settings, 300);
  trainer.freeze_pruned();
  while (trainer.advance(toy.examples()) != Trainer::Outcome::kFinished) {
  }
  trainer.publish();
  const auto revived = [&](int l) {
    const auto now = network.layer(l).flat_weights();
    const auto then = before.layer(l).flat_weights();
    int count = 0;
    for (std::size_t i = 0; i < now.size(); ++i) count += then[i] == 0 && now[i] != 0 ? 1 : 0;
    return count;
  };
  CHECK(revived(0) == 0);
  CHECK(revived(1) == 0);
  CHECK(revived(2) > 0);  // The last layer has few weights, and needs them.
  CHECK(evaluate(network, toy.examples()).accuracy > 0.95);
}

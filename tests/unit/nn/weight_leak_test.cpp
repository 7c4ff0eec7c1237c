#include "nn/weight_leak.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "nn/trainer.h"
#include "unit/toy_digits.h"

using namespace inkling;

namespace {

struct StepPair {
  Network<float> before;
  Network<float> after;
};

// Takes one step of gradient descent with all of the examples.
StepPair step_with(const ToyDigits& toy) {
  Settings settings;
  settings.hidden = {40};
  settings.optimizer = OptimizerKind::kSgd;
  settings.learning_rate = 0.1;
  settings.epochs = 1;
  settings.train_images = settings.batch_size = toy.examples().count();
  Network<float> before(settings.shape());
  before.initialise(1);
  Network<float> after = before;
  Trainer trainer(after, settings, settings.train_images);
  while (trainer.advance(toy.examples()) != Trainer::Outcome::kFinished) {
  }
  trainer.publish();
  return {std::move(before), std::move(after)};
}

// Returns the largest difference between a picture and one of the examples, both scaled to 1.
double farthest_pixel(const std::vector<float>& picture, std::span<const std::uint8_t> image) {
  const double largest = *std::max_element(image.begin(), image.end());
  double worst = 0;
  for (std::size_t i = 0; i < image.size(); ++i) {
    worst = std::max(worst, std::abs(picture[i] - image[i] / largest));
  }
  return worst;
}

}  // namespace

TEST_CASE("one step with one image gives the image away") {
  const ToyDigits toy(1);
  const StepPair pair = step_with(toy);
  const WeightLeak leak = weight_leak(pair.before, pair.after);
  CHECK(leak.share == doctest::Approx(1).epsilon(1e-4));
  CHECK(farthest_pixel(leak.picture, toy.examples().picture(0)) < 1e-3);
  REQUIRE(leak.units.size() == 40);
  CHECK(farthest_pixel(weight_change(pair.before, pair.after, leak.units[0]),
                       toy.examples().picture(0)) < 1e-3);
}

TEST_CASE("many images blur: no picture stands for all of the change") {
  const ToyDigits toy(64);
  const StepPair pair = step_with(toy);
  const WeightLeak leak = weight_leak(pair.before, pair.after);
  CHECK(leak.share < 0.8);
  CHECK(leak.share > 0.1);
  for (int i = 0; i < 64; ++i) {
    CHECK(farthest_pixel(leak.picture, toy.examples().picture(i)) > 0.05);
  }
}

TEST_CASE("where nothing has changed there is nothing to see") {
  Network<float> network({.layers = {784, 5, 10}});
  network.initialise(1);
  const WeightLeak leak = weight_leak(network, network);
  CHECK(leak.share == 0);
  CHECK(leak.picture == std::vector<float>(784));
}

#include "engine/experiment.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "unit/toy_digits.h"

using namespace inkling;

namespace {

ExperimentArm arm(int train_images) {
  ExperimentArm arm;
  arm.settings.hidden = {16};
  arm.settings.batch_size = 20;
  arm.settings.train_images = train_images;
  arm.settings.learning_rate = 0.003;
  return arm;
}

struct TwoRuns {
  Experiment::Progress a, b;
};
TwoRuns run(const ExperimentArm& a, const ExperimentArm& b, int steps) {
  const ToyDigits train(600);
  const ToyDigits test(200, 9);
  Experiment experiment({a, b}, steps, train.examples(), test.examples());
  while (experiment.advance()) {
  }
  return {experiment.progress(0), experiment.progress(1)};
}

}  // namespace

TEST_CASE("both arms take the same number of steps and learn; more images help") {
  const TwoRuns result = run(arm(20), arm(600), 60);
  for (const auto& progress : {result.a, result.b}) {
    CHECK(progress.done);
    CHECK_FALSE(progress.diverged);
    CHECK(progress.points.front().step == 0);
    CHECK(progress.points.back().step == 60);
  }
  CHECK(result.b.points.back().test_accuracy > 0.8f);
  CHECK(result.b.points.back().test_loss < result.a.points.back().test_loss);
}

TEST_CASE("the same seed gives the same run") {
  const TwoRuns one = run(arm(200), arm(200), 30);
  CHECK(one.a.points.back().test_loss == one.b.points.back().test_loss);
}

TEST_CASE("weights that are all zero stay alike: the hidden layer never wakes") {
  ExperimentArm zero = arm(600);
  zero.zero_start = true;
  const TwoRuns result = run(zero, arm(600), 60);
  CHECK(result.a.points.back().test_accuracy < 0.3f);
  CHECK(result.a.points.front().test_loss == doctest::Approx(2.302585).epsilon(1e-4));
}

TEST_CASE("a arm that diverges ends, and the other goes on") {
  ExperimentArm wild = arm(600);
  wild.settings.optimizer = OptimizerKind::kSgd;
  wild.settings.learning_rate = 10000;
  const TwoRuns result = run(wild, arm(600), 60);
  CHECK(result.a.diverged);
  CHECK(result.a.done);
  CHECK(result.b.points.back().step == 60);
}

TEST_CASE("the order of the pixels has each place once, and the seed decides it") {
  const std::vector<int> order = pixel_order(784, 1);
  std::vector<int> sorted = order;
  std::sort(sorted.begin(), sorted.end());
  for (int i = 0; i < 784; ++i) CHECK(sorted[static_cast<std::size_t>(i)] == i);
  CHECK(order != sorted);
  CHECK(pixel_order(784, 1) == order);
  CHECK(pixel_order(784, 2) != order);
}

TEST_CASE("pixels that change places alike in all images teach as much") {
  ExperimentArm shuffled = arm(600);
  shuffled.shuffled_pixels = true;
  const TwoRuns result = run(arm(600), shuffled, 100);
  const ExperimentPoint& usual = result.a.points.back();
  const ExperimentPoint& other = result.b.points.back();
  CHECK(other.train_accuracy > 0.9f);
  // The test images were shuffled as the training images were, or they would look like nothing.
  CHECK(other.test_accuracy == doctest::Approx(usual.test_accuracy).epsilon(0.1));
  // It is another run all the same.
  CHECK(other.test_loss != usual.test_loss);
}

TEST_CASE("deformed copies are shuffled, too") {
  ExperimentArm shuffled = arm(600);
  shuffled.settings.augment = true;
  ExperimentArm both = shuffled;
  both.shuffled_pixels = true;
  const TwoRuns result = run(shuffled, both, 100);
  CHECK(result.b.points.back().test_accuracy ==
        doctest::Approx(result.a.points.back().test_accuracy).epsilon(0.15));
}

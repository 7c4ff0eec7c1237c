#include "engine/experiment.h"

#include <doctest/doctest.h>

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


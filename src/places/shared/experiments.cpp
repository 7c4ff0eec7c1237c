#include "places/shared/experiments.h"

namespace inkling {
namespace {

// One pass through all 60,000 images in batches of 128 takes so many steps.
constexpr int kOneEpoch = 469;
// So few images make the effects of regularisation stronger.
constexpr int kFewImages = 1000;

// A lower accuracy is no better than guessing: 11 % of the test set are the most frequent digit.
constexpr double kGuessing = 0.15;
// From this accuracy on its own training images, a network that does worse on others by this gap
// has learned them by heart.
constexpr double kByHeart = 0.99;
constexpr double kGap = 0.05;

}  // namespace

ExperimentPlan plan_of(ExperimentKind kind, std::uint32_t seed) {
  ExperimentPlan plan;
  plan.steps = kOneEpoch;
  for (ExperimentArm& arm : plan.arms) arm.settings.seed = seed;
  Settings& usual = plan.arms[0].settings;
  Settings& other = plan.arms[1].settings;
  switch (kind) {
    case ExperimentKind::kImages100:
      other.train_images = 100;
      break;
    case ExperimentKind::kImages1000:
      other.train_images = 1000;
      break;
    case ExperimentKind::kImages10000:
      other.train_images = 10000;
      break;
    case ExperimentKind::kLargeRate:
      other.learning_rate = 0.1;  // It is ten times the largest rate that still works.
      break;
    case ExperimentKind::kSmallRate:
      other.learning_rate = usual.learning_rate / 10;
      break;
    case ExperimentKind::kZeroStart:
      plan.arms[1].zero_start = true;
      break;
    case ExperimentKind::kWrongLabels:
      plan.arms[1].wrong_labels = 0.2;
      break;
    case ExperimentKind::kNoHidden:
      other.hidden = {};
      break;
    case ExperimentKind::kTinyLayer:
      other.hidden = {4};
      break;
    case ExperimentKind::kHugeLayer:
      other.hidden = {1024};
      break;
    case ExperimentKind::kDeformed:
      usual.train_images = other.train_images = kFewImages;
      other.augment = true;
      break;
    case ExperimentKind::kL2:
      usual.train_images = other.train_images = kFewImages;
      other.l2 = 0.001;
      break;
    case ExperimentKind::kDropout:
      usual.train_images = other.train_images = kFewImages;
      other.dropout = 0.5;
      break;
    case ExperimentKind::kShuffled:
      plan.arms[1].shuffled_pixels = true;
      break;
  }
  return plan;
}

Finding finding_of(std::span<const Experiment::Progress> arms) {
  using Kind = Finding::Kind;
  const ExperimentPoint& usual = arms[0].points.back();
  const ExperimentPoint& other = arms[1].points.back();
  Finding finding;
  finding.control_test = usual.test_accuracy;
  finding.variant_test = other.test_accuracy;
  finding.variant_train = other.train_accuracy;
  const double difference = finding.variant_test - finding.control_test;
  finding.relation = difference > kAlikeWithin    ? Relation::kBetter
                     : difference < -kAlikeWithin ? Relation::kWorse
                                                  : Relation::kAlike;
  if (arms[1].diverged) {
    finding.kind = Kind::kDiverged;
    finding.relation = Relation::kWorse;
  } else if (finding.variant_test < kGuessing) {
    finding.kind = Kind::kGuesses;
  } else if (finding.variant_train >= kByHeart && finding.relation == Relation::kWorse &&
             finding.variant_train - finding.variant_test >= kGap) {
    finding.kind = Kind::kMemorised;
  } else {
    finding.kind = finding.relation == Relation::kBetter  ? Kind::kBetter
                   : finding.relation == Relation::kWorse ? Kind::kWorse
                                                          : Kind::kAlike;
  }
  return finding;
}

}  // namespace inkling

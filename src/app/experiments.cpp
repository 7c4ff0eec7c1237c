#include "app/experiments.h"

namespace inkling {
namespace {

// One pass through all 60,000 images in batches of 128.
constexpr int kOneEpoch = 469;
// Where few images make every effect stronger.
constexpr int kFewImages = 1000;

// No better than this is no better than guessing: the most frequent digit of the test set has 11 %.
constexpr double kGuessing = 0.15;
// Own training images against others: from here on it is learned by heart.
constexpr double kByHeart = 0.99;
constexpr double kGap = 0.05;

}  // namespace

ExperimentPlan plan_of(ExperimentKind kind, std::uint32_t seed) {
  ExperimentPlan plan;
  plan.steps = kOneEpoch;
  for (ExperimentSide& side : plan.sides) side.settings.seed = seed;
  Settings& usual = plan.sides[0].settings;
  Settings& other = plan.sides[1].settings;
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
      other.learning_rate = 0.1;  // ten times the largest that still works
      break;
    case ExperimentKind::kSmallRate:
      other.learning_rate = usual.learning_rate / 10;
      break;
    case ExperimentKind::kZeroStart:
      plan.sides[1].zero_start = true;
      break;
    case ExperimentKind::kWrongLabels:
      plan.sides[1].wrong_labels = 0.2;
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
  }
  return plan;
}

Finding finding_of(std::span<const Experiment::Progress> sides) {
  using Kind = Finding::Kind;
  const ExperimentPoint& usual = sides[0].points.back();
  const ExperimentPoint& other = sides[1].points.back();
  Finding finding;
  finding.usual_test = usual.test_accuracy;
  finding.other_test = other.test_accuracy;
  finding.other_train = other.train_accuracy;
  const double difference = finding.other_test - finding.usual_test;
  finding.comparative = difference > kAlikeWithin    ? Comparative::kBetter
                        : difference < -kAlikeWithin ? Comparative::kWorse
                                                     : Comparative::kAlike;
  if (sides[1].diverged) {
    finding.kind = Kind::kDiverged;
    finding.comparative = Comparative::kWorse;
  } else if (finding.other_test < kGuessing) {
    finding.kind = Kind::kGuesses;
  } else if (finding.other_train >= kByHeart && finding.comparative == Comparative::kWorse &&
             finding.other_train - finding.other_test >= kGap) {
    finding.kind = Kind::kMemorised;
  } else {
    finding.kind = finding.comparative == Comparative::kBetter  ? Kind::kBetter
                   : finding.comparative == Comparative::kWorse ? Kind::kWorse
                                                                : Kind::kAlike;
  }
  return finding;
}

}  // namespace inkling

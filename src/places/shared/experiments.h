// An experiment compares two runs with the same seed that differ in one thing, and says what came
// of them.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/experiment.h"

namespace inkling {

enum class ExperimentKind {
  kImages100,
  kImages1000,
  kImages10000,
  kLargeRate,
  kSmallRate,
  kZeroStart,
  kWrongLabels,
  kNoHidden,
  kTinyLayer,
  kHugeLayer,
  kDeformed,
  kL2,
  kDropout,
  kShuffled,
};
inline constexpr int kExperiments = 14;
inline constexpr const char* kExperimentNames[] = {
    "images-100", "images-1000",  "images-10000", "large-rate", "small-rate",
    "zero-start", "wrong-labels", "no-hidden",    "tiny-layer", "huge-layer",
    "deformed",   "l2",           "dropout",      "shuffled"};

// This array holds all of them.
inline constexpr auto kAllExperiments = [] {
  std::array<ExperimentKind, kExperiments> all{};
  for (int i = 0; i < kExperiments; ++i)
    all[static_cast<std::size_t>(i)] = static_cast<ExperimentKind>(i);
  return all;
}();

struct ExperimentPlan {
  // The first arm is the usual one, the second the one that differs.
  std::array<ExperimentArm, 2> arms;
  int steps = 0;
};
ExperimentPlan plan_of(ExperimentKind kind, std::uint32_t seed);

// A relation compares the second arm's accuracy on the test set with that of the first, as it is
// expected or as it came out.
enum class Relation { kWorse, kAlike, kBetter };

// Two test accuracies are alike if they differ by less.
inline constexpr double kAlikeWithin = 0.005;

// A finding says what happened, from the measured numbers alone.
struct Finding {
  enum class Kind {
    kDiverged,   // The second arm's loss grew without bound.
    kGuesses,    // It is no better than guessing.
    kMemorised,  // It knows its own images by heart and does worse on others.
    kWorse,
    kAlike,
    kBetter,
  };
  Kind kind = Kind::kAlike;
  Relation relation = Relation::kAlike;
  // These are the accuracies of both arms on test images, and of the second one on its own images.
  double control_test = 0;
  double variant_test = 0;
  double variant_train = 0;
};
// Both arms must have a point.
Finding finding_of(std::span<const Experiment::Progress> arms);

}  // namespace inkling

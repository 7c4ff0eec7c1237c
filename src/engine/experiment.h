// An Experiment is two training runs side by side that differ in one thing.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "data/augment.h"
#include "nn/metrics.h"
#include "nn/trainer.h"

namespace inkling {

// An ExperimentArm says how one of the two runs trains. What only experiments have stands beside
// the settings.
struct ExperimentArm {
  // Its epochs do not count: both arms take the same number of steps.
  Settings settings;
  bool zero_start = false;  // All weights begin at zero instead of random.
  double wrong_labels = 0;  // This share of the training labels says another digit.
  static void fields(auto& self, auto& archive) {
    archive(self.settings, self.zero_start, self.wrong_labels);
  }
};

// An ExperimentPoint was measured after so many steps: on training images of that arm, with their
// labels as they were learned, and on test images.
struct ExperimentPoint {
  int step = 0;
  float train_loss = 0;
  float train_accuracy = 0;
  float test_loss = 0;
  float test_accuracy = 0;
};

class Experiment {
 public:
  // `train` and `test` must stay where they are. The last point of each arm is measured on all test
  // images, and those before on some.
  Experiment(const std::array<ExperimentArm, 2>& arms, int steps, Examples train, Examples test);

  // Does some milliseconds of work on the arm that is behind. Returns false when both are done.
  bool advance();

  struct Progress {
    std::vector<ExperimentPoint> points;
    bool diverged = false;
    bool done = false;
    static void fields(auto& self, auto& archive) {
      archive(self.points, self.diverged, self.done);
    }
  };
  const Progress& progress(int arm) const { return arms_[static_cast<std::size_t>(arm)].now; }

 private:
  struct Arm {
    Arm(const ExperimentArm& spec, Examples train, int steps);
    int images;
    std::vector<std::uint8_t> labels;
    Network<float> network;
    Trainer trainer;
    std::optional<Evaluation> last;  // It covers all test images.
    int next_point = 1;
    Progress now;
  };
  void train(Arm& arm);
  void measure(Arm& arm);
  void end(Arm& arm);
  Examples examples_of(const Arm& arm) const;

  int steps_;
  Examples train_;
  Examples test_;
  // A trainer keeps a reference to the network beside it: arms do not move.
  std::array<Arm, 2> arms_;
};

}  // namespace inkling

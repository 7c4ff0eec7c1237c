// An Experiment is two training runs side by side that differ in one thing.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "data/augment.h"
#include "data/dataset.h"
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
  // The pixels of all images change their places, each image in the same way (permuted MNIST:
  // Goodfellow, Mirza, Xiao, Courville and Bengio 2013, arXiv:1312.6211).
  bool shuffled_pixels = false;
  static void fields(auto& self, auto& archive) {
    archive(self.settings, self.zero_start, self.wrong_labels, self.shuffled_pixels);
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

// Returns where each of the pixels goes: numbers from 0 on in an order that is drawn with the seed.
std::vector<int> pixel_order(int pixels, std::uint64_t seed);

class Experiment {
 public:
  // `train` and `test` must stay where they are. The last point of each arm is measured on all test
  // images, and those before on some.
  Experiment(const std::array<ExperimentArm, 2>& arms, int steps, Examples train, Examples test,
             const DataTraits& traits = {});

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
    Arm(const ExperimentArm& spec, Examples train, Examples test, int steps,
        const DataTraits& traits);
    int images;
    std::vector<std::uint8_t> labels;
    std::vector<int> order;  // The pixels go to these places. It is empty where they stay.
    std::vector<std::uint8_t> shuffled_train;  // What is measured is shuffled once.
    std::vector<std::uint8_t> shuffled_test;
    Network<float> network;
    Trainer trainer;
    std::optional<Evaluation> last;  // It covers all test images.
    int next_point = 1;
    Progress now;
  };
  void train(Arm& arm);
  void measure(Arm& arm);
  void end(Arm& arm);
  // All that the arm learns from, as it is before its pixels are shuffled.
  Examples examples_of(const Arm& arm) const;
  // These are measured, and the arm sees them as they are.
  Examples train_sample(const Arm& arm) const;
  Examples test_of(const Arm& arm) const;

  int steps_;
  Examples train_;
  Examples test_;
  // A trainer keeps a reference to the network beside it: arms do not move.
  std::array<Arm, 2> arms_;
};

}  // namespace inkling

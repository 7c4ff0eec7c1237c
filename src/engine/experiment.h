// Two training runs side by side that differ in one thing.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "data/augment.h"
#include "nn/metrics.h"
#include "nn/trainer.h"

namespace inkling {

// One side of an experiment. What only experiments have stands beside the settings.
struct ExperimentSide {
  Settings settings;        // its epochs do not count: both sides take the same number of steps
  bool zero_start = false;  // all weights zero instead of random
  double wrong_labels = 0;  // the share of training labels that say another digit
  template <class Archive>
  void fields(Archive& archive) {
    settings_fields(archive, settings);
    archive(zero_start, wrong_labels);
  }
};

// What was measured after so many steps: on training images of that side, with their labels as they
// were learned, and on test images.
struct ExperimentPoint {
  int step = 0;
  float train_loss = 0;
  float train_accuracy = 0;
  float test_loss = 0;
  float test_accuracy = 0;
  template <class Archive>
  void fields(Archive& archive) {
    archive(step, train_loss, train_accuracy, test_loss, test_accuracy);
  }
};

// Labels of which a share was replaced by another digit, drawn with the seed.
std::vector<std::uint8_t> with_wrong_labels(std::span<const std::uint8_t> labels, double share,
                                            std::uint64_t seed);

class Experiment {
 public:
  // `train` and `test` must stay where they are. The last point of each side is measured on all
  // test images, those before on some.
  Experiment(const std::array<ExperimentSide, 2>& sides, int steps, Examples train, Examples test);

  // Some milliseconds of work on the side that is behind. Returns false when both are done.
  bool advance();

  struct Progress {
    std::vector<ExperimentPoint> points;
    bool diverged = false;
    bool done = false;
    template <class Archive>
    void fields(Archive& archive) {
      archive(points, diverged, done);
    }
  };
  const Progress& progress(int side) const { return sides_[static_cast<std::size_t>(side)].now; }

 private:
  struct Side {
    Side(const ExperimentSide& spec, Examples train, int steps);
    int images;
    std::vector<std::uint8_t> labels;
    Network<float> network;
    Trainer trainer;
    std::optional<Evaluation> last;  // of all test images
    int next_point = 1;
    Progress now;
  };
  void train(Side& side);
  void measure(Side& side);
  void end(Side& side);
  Examples examples_of(const Side& side) const;

  int steps_;
  Examples train_;
  Examples test_;
  // A trainer keeps a reference to the network beside it: sides do not move.
  std::array<Side, 2> sides_;
};

}  // namespace inkling

// Measurements that were made up.
#pragma once

#include <vector>

#include "engine/experiment.h"

inline std::vector<inkling::Experiment::Progress> made_up_sides(double usual_test,
                                                                double other_train,
                                                                double other_test, bool diverged) {
  const auto point = [](double train, double test) {
    return inkling::ExperimentPoint{.step = 469,
                                    .train_loss = 0.1f,
                                    .train_accuracy = static_cast<float>(train),
                                    .test_loss = 0.1f,
                                    .test_accuracy = static_cast<float>(test)};
  };
  std::vector<inkling::Experiment::Progress> sides(2);
  sides[0].points = {point(0.1, 0.1), point(0.98, usual_test)};
  sides[1].points = {point(0.1, 0.1), point(other_train, other_test)};
  sides[0].done = sides[1].done = true;
  sides[1].diverged = diverged;
  return sides;
}

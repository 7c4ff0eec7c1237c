// Makes up the measurements of an experiment.
#pragma once

#include <vector>

#include "engine/experiment.h"

inline std::vector<inkling::Experiment::Progress> made_up_arms(double control_test,
                                                               double variant_train,
                                                               double variant_test, bool diverged) {
  const auto point = [](double train, double test) {
    return inkling::ExperimentPoint{.step = 469,
                                    .train_loss = 0.1f,
                                    .train_accuracy = static_cast<float>(train),
                                    .test_loss = 0.1f,
                                    .test_accuracy = static_cast<float>(test)};
  };
  std::vector<inkling::Experiment::Progress> arms(2);
  arms[0].points = {point(0.1, 0.1), point(0.98, control_test)};
  arms[1].points = {point(0.1, 0.1), point(variant_train, variant_test)};
  arms[0].done = arms[1].done = true;
  arms[1].diverged = diverged;
  return arms;
}

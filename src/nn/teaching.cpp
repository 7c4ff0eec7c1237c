#include "nn/teaching.h"

#include <algorithm>

namespace inkling {

Settings teaching_settings(const NetworkShape& shape) {
  Settings settings;
  settings.hidden.assign(shape.layers.begin() + 1, shape.layers.end() - 1);
  settings.activation = shape.activation;
  settings.optimizer = OptimizerKind::kAdam;
  settings.learning_rate = 0.0002;
  settings.schedule = Schedule::kCosine;
  settings.augment = true;
  settings.epochs = 1;
  settings.train_images = 12000;
  return settings;
}

int teaching_copies(int drawings, int others) {
  constexpr int kMostCopies = 400;
  constexpr double kShare = 0.1;  // of the own ones, beside the others
  if (drawings == 0) return 0;
  return std::clamp(static_cast<int>(kShare * others / drawings), 1, kMostCopies);
}

}  // namespace inkling

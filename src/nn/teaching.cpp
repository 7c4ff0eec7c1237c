#include "nn/teaching.h"

#include <algorithm>
#include <cmath>

namespace inkling {

Settings teaching_settings(const Network<float>& network) {
  const NetworkShape& shape = network.shape();
  const auto parameters = network.parameters();
  const auto zeros = std::count(parameters.begin(), parameters.end(), 0.0f);
  const double in_use = 1 - static_cast<double>(zeros) / static_cast<double>(parameters.size());
  Settings settings;
  settings.hidden.assign(shape.layers.begin() + 1, shape.layers.end() - 1);
  settings.activation = shape.activation;
  settings.optimizer = OptimizerKind::kAdam;
  settings.learning_rate = 0.0002 / std::sqrt(std::max(in_use, 0.01));
  settings.schedule = Schedule::kCosine;
  settings.augment = true;
  settings.epochs = 1;
  settings.train_images = 12000;
  return settings;
}

int teaching_copies(int drawings, int others) {
  constexpr int kMostCopies = 400;
  constexpr double kShare = 0.1;  // The own ones have this share, beside the others.
  if (drawings == 0) return 0;
  return std::clamp(static_cast<int>(kShare * others / drawings), 1, kMostCopies);
}

}  // namespace inkling

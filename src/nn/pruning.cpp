#include "nn/pruning.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace inkling {

double pruned_share(double share, double done) {
  constexpr double kBegin = 1.0 / 5;
  constexpr double kEnd = 2.0 / 3;
  const double left = 1 - std::clamp((done - kBegin) / (kEnd - kBegin), 0.0, 1.0);
  return share * (1 - left * left * left);
}

float magnitude_at(std::span<const float> weights, double share) {
  const auto count = static_cast<std::ptrdiff_t>(share * static_cast<double>(weights.size()));
  if (count == 0) return 0;
  std::vector<float> magnitudes(weights.size());
  std::transform(weights.begin(), weights.end(), magnitudes.begin(),
                 [](float weight) { return std::abs(weight); });
  const auto last = magnitudes.begin() + count - 1;
  std::nth_element(magnitudes.begin(), last, magnitudes.end());
  return *last;
}

float smallest_magnitude(std::span<const float> weights) {
  float smallest = 0;
  for (const float weight : weights) {
    const float magnitude = std::abs(weight);
    if (magnitude > 0 && (smallest == 0 || magnitude < smallest)) smallest = magnitude;
  }
  return smallest;
}

void cut_below(std::span<float> weights, float magnitude) {
  for (float& weight : weights) weight = std::abs(weight) <= magnitude ? 0 : weight;
}

}  // namespace inkling

#include "nn/pruning.h"

#include <algorithm>
#include <cassert>
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

void prune_below(std::span<float> weights, float magnitude) {
  for (float& weight : weights) weight = std::abs(weight) <= magnitude ? 0 : weight;
}

ZeroMask::ZeroMask(std::span<const float> weights) : factors_(weights.size()) {
  std::transform(weights.begin(), weights.end(), factors_.begin(),
                 [](float weight) { return weight == 0 ? 0.0f : 1.0f; });
}

void ZeroMask::apply(std::size_t first, std::span<float> weights) const {
  if (factors_.empty()) return;
  assert(first + weights.size() <= factors_.size());
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] *= factors_[first + i];
}

}  // namespace inkling

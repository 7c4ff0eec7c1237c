#include "data/wrong_labels.h"

#include "math/random.h"

namespace inkling {

std::vector<std::uint8_t> with_wrong_labels(std::span<const std::uint8_t> labels, double share,
                                            std::uint64_t seed, int classes) {
  const auto others = static_cast<std::uint32_t>(classes - 1);
  std::vector<std::uint8_t> changed(labels.begin(), labels.end());
  Random random(seed, 5);
  for (std::uint8_t& label : changed) {
    if (random.uniform() >= share) continue;
    label = static_cast<std::uint8_t>((label + 1 + random.below(others)) %
                                      static_cast<std::uint32_t>(classes));
  }
  return changed;
}

}  // namespace inkling

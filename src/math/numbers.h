// What can be said of numbers in general.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>

namespace inkling {

inline bool all_finite(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); });
}

}  // namespace inkling

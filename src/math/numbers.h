// These functions serve numbers in general.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>

namespace inkling {

inline bool all_finite(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); });
}

// Returns the number, or zero in the place of one that is not finite. A comparison by which
// something is sorted must not meet a NaN: it is neither smaller nor larger than any number, and
// sorting would lose its way.
inline float finite_or_zero(double value) {
  const auto narrow = static_cast<float>(value);
  return std::isfinite(narrow) ? narrow : 0.0f;
}

}  // namespace inkling

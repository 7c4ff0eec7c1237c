// A rule for sevens as a person would write it: three widths of the ink, each with a limit.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace inkling {

// What the rule measures, in pixels of a 28x28 image.
enum class SevenWidth {
  kTop,   // So many columns have ink in the upper quarter of the ink's height.
  kStem,  // A row of the lower half has ink in so many pixels, on average.
  kFoot,  // So many columns have ink in the lowest fifth.
};
inline constexpr int kSevenWidths = 3;
using SevenWidths = std::array<float, kSevenWidths>;

// Returns all zeros where the image has no ink. `pixels` are 0 to 255, [784].
SevenWidths measure_seven(std::span<const std::uint8_t> pixels);

// Says "seven" where the top is at least as wide as its limit, and stem and foot at most as theirs.
struct SevenRule {
  // They begin as a first guess, which takes too much for a seven.
  std::array<int, kSevenWidths> limits = {6, 12, 10};
  bool accepts(const SevenWidths& widths) const;
};
inline constexpr int kMostSevenWidth = 20;  // MNIST's digits are 20 pixels wide at most.

}  // namespace inkling

#include "places/learn/seven_rule.h"

#include <algorithm>
#include <cmath>

#include "data/ink.h"

namespace inkling {
namespace {

constexpr int kInk = 100;  // A pixel this dark counts as ink.

bool has_ink(std::span<const std::uint8_t> pixels, int x, int y) {
  return pixels[static_cast<std::size_t>(y * kPictureSide + x)] > kInk;
}

int inked_columns(std::span<const std::uint8_t> pixels, int first_row, int end_row) {
  int count = 0;
  for (int x = 0; x < kPictureSide; ++x) {
    bool ink = false;
    for (int y = first_row; y < end_row; ++y) ink = ink || has_ink(pixels, x, y);
    count += ink ? 1 : 0;
  }
  return count;
}

int inked_pixels(std::span<const std::uint8_t> pixels, int row) {
  int count = 0;
  for (int x = 0; x < kPictureSide; ++x) count += has_ink(pixels, x, row) ? 1 : 0;
  return count;
}

}  // namespace

SevenWidths measure_seven(std::span<const std::uint8_t> pixels) {
  int top = kPictureSide, end = 0;
  for (int y = 0; y < kPictureSide; ++y) {
    if (inked_pixels(pixels, y) == 0) continue;
    top = std::min(top, y);
    end = y + 1;
  }
  if (end == 0) return {};
  const auto at = [&](double share) {
    return top + static_cast<int>(std::lround(share * (end - top)));
  };
  const int middle = at(0.5);
  int stem = 0;
  for (int y = middle; y < end; ++y) stem += inked_pixels(pixels, y);
  return {static_cast<float>(inked_columns(pixels, top, std::max(at(0.25), top + 1))),
          static_cast<float>(stem) / static_cast<float>(std::max(end - middle, 1)),
          static_cast<float>(inked_columns(pixels, std::min(at(0.8), end - 1), end))};
}

bool SevenRule::accepts(const SevenWidths& widths) const {
  const auto limit = [&](SevenWidth which) {
    return static_cast<float>(limits[static_cast<std::size_t>(which)]);
  };
  const auto width = [&](SevenWidth which) { return widths[static_cast<std::size_t>(which)]; };
  return width(SevenWidth::kTop) >= limit(SevenWidth::kTop) &&
         width(SevenWidth::kStem) <= limit(SevenWidth::kStem) &&
         width(SevenWidth::kFoot) <= limit(SevenWidth::kFoot);
}

}  // namespace inkling

// draw_line() draws on a small grey picture with a round pen.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/picture.h"

namespace inkling {

// The longer side of a digit in the set's pictures has this many pixels.
inline constexpr float kDigitBox = 20;

struct InkPoint {
  float x = 0;  // x grows to the right.
  float y = 0;  // y grows downwards.
  bool operator==(const InkPoint&) const = default;
};

// A Coverage says how much of each pixel is ink, 0 to 1. It is [28, 28], row after row.
using Coverage = std::array<float, kPictureSide * kPictureSide>;

// Lays a straight line on the picture. Coordinates are pixels; a pixel's centre is at half. A pixel
// is covered fully where its centre lies half a pixel or more inside the pen's edge, and not at all
// half a pixel outside of it.
void draw_line(Coverage& coverage, InkPoint a, InkPoint b, float pen_width);

// Returns the centre of mass of the ink, or the middle of the picture where there is none.
InkPoint centre_of_mass(const Coverage& coverage);

}  // namespace inkling

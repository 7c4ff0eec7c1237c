// Lines on a small grey picture, drawn with a round pen.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/picture.h"

namespace inkling {

inline constexpr float kDigitBox = 20;  // the longer side of a digit in the set's pictures

struct InkPoint {
  float x = 0;  // to the right
  float y = 0;  // down
  bool operator==(const InkPoint&) const = default;
};

// How much of each pixel is ink, 0 to 1. [28, 28], row after row.
using Coverage = std::array<float, kPictureSide * kPictureSide>;

// Lays a straight line on the picture. Coordinates are pixels; a pixel's centre is at half. It is
// covered fully where its centre lies half a pixel or more inside the pen's edge, and not at all
// half a pixel outside of it.
void draw_line(Coverage& coverage, InkPoint a, InkPoint b, float pen_width);

// The middle of the picture where there is no ink.
InkPoint centre_of_mass(const Coverage& coverage);

}  // namespace inkling

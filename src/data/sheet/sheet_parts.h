// Ink that hangs together is one part.
#pragma once

#include <vector>

#include "data/sheet/plane.h"

namespace inkling {

// A Run is a piece of a row: the pixels from `begin` to before `end`.
struct InkRun {
  int y = 0;
  int begin = 0;
  int end = 0;
};

struct InkPart {
  int left = 0, top = 0;      // The first pixel
  int right = 0, bottom = 0;  // and the one after the last one.
  int area = 0;               // pixels
  std::vector<InkRun> runs;   // They come from top to bottom.

  int width() const { return right - left; }
  int height() const { return bottom - top; }
  float middle_x() const { return 0.5f * static_cast<float>(left + right); }
  float middle_y() const { return 0.5f * static_cast<float>(top + bottom); }
};

// Returns the parts of a mask that hang together by sides or corners, each of `least` pixels or
// more.
std::vector<InkPart> parts_of(const GreyPlane& mask, int least);

// Returns the part that consists of these runs, which come from top to bottom.
InkPart part_of(const std::vector<InkRun>& runs);

// Returns the two as one.
InkPart joined(const InkPart& a, const InkPart& b);

}  // namespace inkling

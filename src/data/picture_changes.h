// Changes what is in a picture in ways that leave a person in no doubt what it is.
#pragma once

#include "base/picture.h"

namespace inkling {

// The changes come in this order: the picture is turned, shifted, and then has noise.
struct PictureChanges {
  int turn = 0;   // degrees, clockwise about the middle of the picture
  int right = 0;  // pixels
  int down = 0;   // pixels
  int noise = 0;  // This percentage of the pixels, on average, has a random grey instead.

  bool operator==(const PictureChanges&) const = default;
};

// Returns the picture with these changes. What is moved beyond the edge is lost, and paper follows
// from the other side. The noise is the same each time: more of it leaves what was there.
Picture changed(const Picture& picture, const PictureChanges& changes);

}  // namespace inkling

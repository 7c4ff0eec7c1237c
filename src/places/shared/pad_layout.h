// Divides a place between the pad, its tools and a panel for everything else.
#pragma once

#include "ui/rect.h"

namespace inkling {

struct PadLayout {
  Rect pad;    // It is a square.
  Rect tools;  // The buttons of the pad have it, one row high.
  Rect panel;
  bool beside = false;  // The panel stands beside the pad, not below it.
};

// The square comes first: it is as large as what the panel cannot do without lets it be, and the
// panel stands where that makes the square larger. `panel_height` is what the panel would like
// below it; it gets less before the square gets small.
PadLayout lay_out_pad(Rect area, float panel_height);

// Does the same for a square without tools, such as a picture.
PadLayout lay_out_picture(Rect area, float panel_height);

}  // namespace inkling

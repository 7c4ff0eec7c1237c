// A picture of a digit is drawn anew with another pen, along the middle of its strokes.
//
// MNIST's digits were written with pencils and felt pens, scanned, and shrunk. Those on a screen
// have strokes of one width and round ends.
#pragma once

#include "data/raster.h"

namespace inkling {

// Thins the ink to lines one pixel wide (Zhang and Suen 1984, "A Fast Parallel Algorithm for
// Thinning Digital Patterns"), smooths them along their way, and draws them with a round pen.
Coverage redraw(const Coverage& ink, float pen_width);

}  // namespace inkling

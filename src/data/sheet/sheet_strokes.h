// The centre lines of the strokes of a digit's ink.
#pragma once

#include "data/ink.h"
#include "data/sheet/plane.h"
#include "data/sheet/sheet_parts.h"

namespace inkling {

// Makes the ink of a mask thin: one pixel wide, and connected as before (Zhang and Suen 1984). The
// outermost pixels of the mask must be paper.
void make_thin(GreyPlane& mask);

// Returns for each pixel of ink how far it is from paper, in pixels, to a tenth or so, and 0 for
// paper (a chamfer distance, Borgefors 1986).
Plane<float> distance_to_paper(const GreyPlane& mask);

// Follows thin ink as a pen would: straight on where lines cross. Branches that are shorter than
// the ink was wide are bumps of its edge and left out. `widths` has half the ink's width.
Drawing followed(const GreyPlane& thin, const Plane<float>& widths);

// Returns loops for the places where ink is much broader than the pen elsewhere: there it has
// filled a small loop, such as that of a six, of which thin ink shows nothing.
Drawing filled_loops(const GreyPlane& thin, const Plane<float>& widths);

// Returns the strokes of a part of the flat plane, in its pixels.
Drawing strokes_of(const GreyPlane& flat, const InkPart& part);

}  // namespace inkling

// A drawing may be a number: several digits side by side, drawn in one go.
#pragma once

#include <vector>

#include "data/ink.h"

namespace inkling {

// Parts a drawing into pieces that stand beside each other, from left to right, each of whole
// strokes. Strokes that lie above each other belong together, as the two of a 4 do; so do those
// that are too small to be a digit and what they are nearest to. One piece comes back where nothing
// stands clearly apart.
std::vector<Drawing> side_by_side(const Drawing& drawing);

}  // namespace inkling

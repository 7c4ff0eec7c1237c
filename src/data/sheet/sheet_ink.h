// The second step of reading a sheet: what is ink, and what is paper.
#pragma once

#include "data/sheet/plane.h"

namespace inkling {

// Takes out uneven light: 255 is paper, and 0 the darkest ink. Light ink on dark paper comes out
// dark, too.
GreyPlane flattened(const GreyPlane& grey);

// Returns a mask of the ink in a flat plane.
GreyPlane ink_mask(const GreyPlane& flat);

}  // namespace inkling

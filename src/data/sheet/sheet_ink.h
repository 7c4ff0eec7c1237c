// The second step of reading a sheet: what is ink, and what is paper.
#pragma once

#include "data/sheet/plane.h"

namespace inkling {

// Returns whether what stands out from its surroundings is mostly lighter than they are.
bool has_light_ink(const GreyPlane& grey);

// Takes out uneven light: paper is 255 wherever it lies, and ink is as dark as it is in comparison
// to the paper around it. The ink must be darker than the paper. The paper's own brightness is what
// is left when all dark things that are narrower than a sixth of the picture are filled with what
// lies around them (a morphological closing, on a coarse grid).
GreyPlane flattened(const GreyPlane& grey);

// Returns a mask of the ink in a flat plane. Ink is at least half as dark as the darkest ink near
// it, and stands out from the noise: what is printed faintly near the writing stays paper.
GreyPlane ink_mask(const GreyPlane& flat);

}  // namespace inkling

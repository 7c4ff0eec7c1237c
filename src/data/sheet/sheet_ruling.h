// Lines that are printed on paper, ruled or squared, are no writing.
#pragma once

#include "data/sheet/plane.h"

namespace inkling {

// Returns the mask without long straight lines, where there are several of them that go nearly
// across or nearly down. `flat` tells how dark they are: ink that crosses a line or lies upon it
// stays, as far as it is darker or thicker than the line.
GreyPlane without_printed_lines(const GreyPlane& ink, const GreyPlane& flat);

}  // namespace inkling

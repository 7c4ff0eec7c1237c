// The screen has the name, tabs and notices around the place that is shown.
#pragma once

#include "app/core/core.h"

namespace inkling {

// Draws the whole screen, on a surface of the paper's colour, and returns where the ink pad is.
Rect draw_screen(Ui& ui, const Core& core, Rect window);

}  // namespace inkling

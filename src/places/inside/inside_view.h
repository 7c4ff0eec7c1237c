// Draws the place Inside.
#pragma once

#include "places/inside/inside_state.h"
#include "ui/ui.h"

namespace inkling {

// Fills `area` and returns where it put the pad.
Rect draw_inside_view(Ui& ui, const State& state, const Inside& inside, Rect area, bool wide);

}  // namespace inkling

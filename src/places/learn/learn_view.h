// Draws what Learn shows.
#pragma once

#include "app/core/state.h"
#include "places/learn/learn_state.h"
#include "ui/ui.h"

namespace inkling {

// Fills `area` and returns where it put the pad.
Rect draw_learn_view(Ui& ui, const State& state, const Learn& learn, Rect area, bool wide);

}  // namespace inkling

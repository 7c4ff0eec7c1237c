// Draws the sprint while it runs.
#pragma once

#include "app/core/state.h"
#include "places/play/play_state.h"
#include "ui/ui.h"

namespace inkling {

// Fills `area` and returns where it put the pad.
Rect draw_sprint(Ui& ui, const State& state, const Play& play, Rect area);

}  // namespace inkling

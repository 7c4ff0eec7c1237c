// Draws golf while it is played, and what came of it.
#pragma once

#include "app/core/state.h"
#include "places/play/play_state.h"
#include "ui/ui.h"

namespace inkling {

// Fills `area` and returns where it put the pad, or an empty rectangle where the result covers it.
Rect draw_golf(Ui& ui, const State& state, const Play& play, Rect area);

// Draws all holes, and the last one in detail. Returns the height.
float draw_golf_report(Ui& ui, const Play& play, Rect area);

}  // namespace inkling

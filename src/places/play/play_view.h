// Draws what Play shows: the menu, a game, or its end.
#pragma once

#include "app/core/state.h"
#include "places/play/play_state.h"
#include "ui/ui.h"

namespace inkling {

// Fills `area` and returns where it put the pad, or an empty rectangle where there is none to draw
// on.
Rect draw_play_view(Ui& ui, const State& state, const Play& play, Rect area, bool wide);

}  // namespace inkling

// Draws the games to choose from.
#pragma once

#include "app/core/state.h"
#include "places/play/play_state.h"
#include "ui/ui.h"

namespace inkling {

// Fills `area` and returns where it put the pad, or an empty rectangle where there is no room for
// one.
Rect draw_game_menu(Ui& ui, const State& state, const Play& play, Rect area, bool wide);

}  // namespace inkling

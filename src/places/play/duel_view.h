// Draws the duel while it is played, and what came of it.
#pragma once

#include "app/core/state.h"
#include "places/play/play_state.h"
#include "ui/ui.h"

namespace inkling {

void draw_duel(Ui& ui, const Play& play, Rect area);

// Draws how the two did and where they differed, and returns the height.
float draw_duel_report(Ui& ui, const Duel& duel, Rect area);

}  // namespace inkling

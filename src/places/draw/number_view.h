// Draws a number that was drawn in one go: its digits one by one, and frames around them on the
// pad.
#pragma once

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// Returns the height that the digits and the way to another reading need.
float number_height(const State& state, float width);
// Each digit can be tapped to stay alone on the pad.
void draw_number(Ui& ui, const State& state, Rect area);
void draw_number_frames(Ui& ui, const State& state, Rect pad);

// Draws the way back to a number, where the visitor wants several digits to be one drawing.
void draw_number_again(Ui& ui, Rect area);

}  // namespace inkling

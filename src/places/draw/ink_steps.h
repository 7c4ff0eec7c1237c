// Draws the steps of data/ink.h from strokes to pixels, on the visitor's own drawing.
#pragma once

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// Returns the height that the steps need, in CSS pixels.
float ink_steps_height(const Ui& ui, float width);
void draw_ink_steps(Ui& ui, const State& state, Rect area);

}  // namespace inkling

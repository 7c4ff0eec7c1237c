// Draws the steps of data/ink.h from strokes to pixels, on the visitor's own drawing.
#pragma once

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

void draw_ink_steps(Ui& ui, const State& state, Rect area);

}  // namespace inkling

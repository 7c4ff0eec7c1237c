// From strokes to pixels: the steps of data/ink.h, shown on the visitor's own drawing.
#pragma once

#include "ui/ui.h"

namespace inkling {

void draw_ink_steps(Ui& ui, const State& state, Rect place);

}  // namespace inkling

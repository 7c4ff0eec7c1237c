// How fast the visitor's machine computes, as bars beside what was measured elsewhere.
#pragma once

#include "ui/ui.h"

namespace inkling {

// Draws it from the top of `place` on. Returns its height.
float draw_speed(Ui& ui, const State& state, Rect place);

}  // namespace inkling

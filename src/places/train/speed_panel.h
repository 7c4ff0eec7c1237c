// Draws how fast the visitor's machine computes, as bars beside what was measured elsewhere.
#pragma once

#include "app/core/state.h"
#include "places/train/train_state.h"
#include "ui/ui.h"

namespace inkling {

// Draws it from the top of `area` on. Returns its height.
float draw_speed(Ui& ui, const State& state, const Train& train, Rect area);

}  // namespace inkling

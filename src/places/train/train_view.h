// Draws the place Train.
#pragma once

#include "app/core/state.h"
#include "places/train/train_state.h"
#include "ui/ui.h"

namespace inkling {

// Fills `area` and returns where it put the pad.
Rect draw_train_view(Ui& ui, const State& state, const Train& train, Rect area, bool wide);

}  // namespace inkling

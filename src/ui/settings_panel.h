// Every number and choice of a training run, with a sentence for each.
#pragma once

#include "ui/ui.h"

namespace inkling {

// Draws the rows from the top of `place` and returns their height.
float draw_settings(Ui& ui, const State& state, Rect place);

}  // namespace inkling

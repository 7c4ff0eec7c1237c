// Stands where images of the data set will be: how far they have come, or how to get them.
#pragma once

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// Fills `area` from its top and returns the height that it took.
float draw_waiting(Ui& ui, const State& state, Rect area);

}  // namespace inkling

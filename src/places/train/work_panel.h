// All that the visitor made is saved as one file and opened here, or deleted for whoever comes
// next.
#pragma once

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// Fills `area` from its top and returns the height that it took.
float draw_work(Ui& ui, const State& state, Rect area);

}  // namespace inkling

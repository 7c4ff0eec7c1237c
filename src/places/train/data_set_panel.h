// Shows which data set is learned from, and lets the visitor bring one of their own.
#pragma once

#include <string>

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// Says it in one line.
std::string data_set_summary(const Ui& ui, const State& state);

// Fills `area` from its top on; returns the height that it took.
float draw_data_set(Ui& ui, const State& state, Rect area);

}  // namespace inkling

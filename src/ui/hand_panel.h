// The visitor's own drawings: what they are, changed and deleted here.
#pragma once

#include "ui/ui.h"

namespace inkling {

// "3 drawings".
std::string hand_summary(const Ui& ui, const State& state);

// Fills `place` from its top on; returns the height that it took.
float draw_hand(Ui& ui, const State& state, Rect place);

}  // namespace inkling

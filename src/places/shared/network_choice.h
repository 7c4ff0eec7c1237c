// Which network is at hand, and how another one takes its place: forgotten, brought back, as the
// site has it.
#pragma once

#include <string>

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// "784-512-10".
std::string shape_text(const NetworkShape& shape);

// What the button says that takes a replacement back.
std::string bring_back_words(const Ui& ui, const Replaced& replaced);

// Fills `area` from its top on; returns the height that it took.
float draw_network_choice(Ui& ui, const State& state, Rect area);
float network_choice_height(const Ui& ui, const State& state, float width);

}  // namespace inkling

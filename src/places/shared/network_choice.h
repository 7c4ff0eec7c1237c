// Shows which network is at hand, and how another one takes its place: the visitor forgets it,
// brings one back, or takes the site's own.
#pragma once

#include <string>

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// Returns what the button says that takes a replacement back.
std::string bring_back_words(const Ui& ui, const Replaced& replaced);

// Fills `area` from its top and returns the height that it took.
float draw_network_choice(Ui& ui, const State& state, Rect area);
float network_choice_height(const Ui& ui, const State& state, float width);

}  // namespace inkling

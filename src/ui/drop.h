// The small drop of ink that shows how the network is doing. Drawn here, stroke by stroke.
#pragma once

#include "ui/ui.h"

namespace inkling {

// The face alone.
void draw_drop(Ui& ui, Rect rect, const Mood& mood);

// The same as something to touch: its numbers come or go.
void draw_mood(Ui& ui, const State& state, Rect rect);

// "curious: entropy 1.2 bits, 3 % moved".
std::string mood_words(const Ui& ui, const Mood& mood);

}  // namespace inkling

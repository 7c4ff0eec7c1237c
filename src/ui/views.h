// The screen: the sheet around everything, and the places on it.
#pragma once

#include "ui/ui.h"

namespace inkling {

// Draws the whole screen, on a surface of the paper's colour, and returns where the ink pad is.
Rect draw_screen(Ui& ui, const State& state, Rect window);

// The pad with its ink, in the square `place`.
void draw_pad(Ui& ui, const State& state, Rect place);
// Undo and clear, side by side.
void draw_pad_tools(Ui& ui, const State& state, Rect place);

// Each place fills `place` and returns where it put the pad.
Rect draw_draw_view(Ui& ui, const State& state, Rect place, bool wide);
Rect draw_train_view(Ui& ui, const State& state, Rect place, bool wide);

}  // namespace inkling

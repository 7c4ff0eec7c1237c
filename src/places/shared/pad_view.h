// The pad, its tools, and what the network says of the drawing on it.
#pragma once

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// The pad with its ink, in the square `area`.
void draw_pad(Ui& ui, const State& state, Rect area);
// Undo and clear, side by side.
void draw_pad_tools(Ui& ui, const State& state, Rect area);

// What the network says of the drawing, in one line as large as fits, at most of `largest`.
void draw_guess_line(Ui& ui, const State& state, Rect area, Type largest,
                     Align align = Align::kLeft);

}  // namespace inkling

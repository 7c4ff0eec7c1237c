// Draws the pad, its tools, and what the network says of the drawing on it.
#pragma once

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// Draws the pad with its ink in the square `area`. An empty pad says `invitation`.
void draw_pad(Ui& ui, const State& state, Rect area, Text invitation = Text::kPadHint);
// Draws undo and clear side by side.
void draw_pad_tools(Ui& ui, const State& state, Rect area);

// Returns the height that the guess needs where its words take several lines, in CSS pixels.
float guess_line_height(const Ui& ui, const State& state, float width);
// Draws the guess at the area's top and cuts its place off, where there is room for all its lines.
void cut_guess_line(Ui& ui, const State& state, Rect& area, Type largest, float gap = 0);
// Draws the guess at the area's top and the bars below it, where there is room for them. Of an
// empty pad the guess asks for a digit; its place stays empty where that is not wanted.
void draw_guess_and_bars(Ui& ui, const State& state, Rect area, bool asks = true);
// Says what the network makes of the drawing, in one line as large as fits, at most of `largest`.
void draw_guess_line(Ui& ui, const State& state, Rect area, Type largest,
                     Align align = Align::kLeft);

}  // namespace inkling

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

// What the network says of the drawing, in one line as large as fits, at most of `largest`.
void draw_guess_line(Ui& ui, const State& state, Rect place, Type largest,
                     Align align = Align::kLeft);

// A wide place lower than this, as on a phone that lies on its side, has no room for what only
// explains.
inline constexpr float kLow = 420;

// A narrower window has no room for the notices in its header: they are at the end of Train then.
inline constexpr float kRoomyHeader = 760;

// Each place fills `place` and returns where it put the pad.
Rect draw_draw_view(Ui& ui, const State& state, Rect place, bool wide);
Rect draw_train_view(Ui& ui, const State& state, Rect place, bool wide);
Rect draw_inside_view(Ui& ui, const State& state, Rect place, bool wide);
Rect draw_learn_view(Ui& ui, const State& state, Rect place, bool wide);
// Where there is no pad to draw on, an empty one.
Rect draw_play_view(Ui& ui, const State& state, Rect place, bool wide);

}  // namespace inkling

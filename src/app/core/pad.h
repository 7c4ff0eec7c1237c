// The pad is the sheet that is drawn on; the functions are what pens and erasers do to it. They are
// pure: nobody is told.
#pragma once

#include <optional>
#include <vector>

#include "data/ink.h"

namespace inkling {

// Coordinates are shares of the sheet's side, 0 to 1, so a drawing outlives any change of size.
struct Pad {
  Drawing strokes;
  // Undo takes these changes back; the newest is last. A stroke that was added has no value. Before
  // any other change, one of the eraser say, the pad had these strokes.
  std::vector<std::optional<Drawing>> history;
  bool pen_down = false;
  // The visitor has said what it is, so the next stroke begins another drawing.
  bool named = false;
};

// Those who draw with the keys use this pen.
struct KeyPen {
  InkPoint at = {0.5f, 0.5f};
  bool shown = false;  // The pen is shown while the pad has the focus.
  bool down = false;
};

void begin_stroke(Pad& pad, InkPoint point);
void continue_stroke(Pad& pad, InkPoint point);

// An eraser touches the pad, rubs out what lies near a point of it, and leaves it.
void begin_erasing(Pad& pad, InkPoint point);
void erase_at(Pad& pad, InkPoint point);
void end_erasing(Pad& pad);

// Takes the newest change back. Does nothing where there is none.
void undo(Pad& pad);
// Returns what undo() would leave.
Drawing strokes_after_undo(const Pad& pad);

// Returns an empty pad from which the strokes can be had back.
Pad cleared(Pad pad);

// Adds a drawing of any scale, in the middle.
void place_in_middle(Pad& pad, const Drawing& drawing);

}  // namespace inkling

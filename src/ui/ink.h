// Draws ink on the screen: the strokes of a pad, round, smooth and sharp at any size.
#pragma once

#include "data/ink.h"
#include "ui/ui.h"

namespace inkling {

// Draws the strokes, in units of the pad's side, on a pad that fills `pad`; what leaves it is cut
// off.
void draw_ink(Ui& ui, Rect pad, const Drawing& drawing, ImU32 colour);

}  // namespace inkling

// Draws what belongs to a picture or to the camera; these themselves are shown by the page, in the
// place that is left to it.
#pragma once

#include "places/draw/paper.h"
#include "ui/ui.h"

namespace inkling {

void draw_camera_sign(Ui& ui, Rect square, ImU32 colour);

void draw_paper(Ui& ui, const Paper& paper, Rect area);

}  // namespace inkling

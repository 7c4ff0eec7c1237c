// Draws what belongs to a picture or to the camera; these themselves are shown by the page, in the
// place that is left to it.
#pragma once

#include "places/draw/paper.h"
#include "ui/ui.h"

namespace inkling {

void draw_camera_sign(Ui& ui, Rect square, ImU32 colour);

// Draws the way to pictures and the camera: a sign alone where there is no room for words.
void draw_paper_button(Ui& ui, bool has_picture, Rect area);
float paper_button_width(const Ui& ui, bool has_picture);

void draw_paper(Ui& ui, const Paper& paper, Rect area);

}  // namespace inkling

// With its dials a picture is shifted, turned, and given noise.
#pragma once

#include "places/learn/learn_state.h"
#include "ui/ui.h"

namespace inkling {

// Draws the controls that the lesson has come to: each step brings one more thing to do. Returns
// their height.
float draw_picture_dials(Ui& ui, const Fooling& fooling, int steps_done, Rect area);
float picture_dials_height(float width, int steps_done);

}  // namespace inkling

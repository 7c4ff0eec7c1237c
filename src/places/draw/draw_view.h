// Draws the place Draw.
#pragma once

#include "app/core/state.h"
#include "places/draw/learning_scene.h"
#include "ui/ui.h"

namespace inkling {

struct DrawShown {
  const State& state;
  const LearningScene& scene;
  bool ink_steps_open = false;
  bool has_picture = false;  // The visitor can go back to a picture that was read.
  bool reads_numbers = true;
};

// Fills `area` and returns where it put the pad.
Rect draw_draw_view(Ui& ui, const DrawShown& shown, Rect area);

}  // namespace inkling

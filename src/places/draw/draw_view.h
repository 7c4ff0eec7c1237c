// Draws the place Draw.
#pragma once

#include "app/core/state.h"
#include "places/draw/learning_scene.h"
#include "ui/ui.h"

namespace inkling {

// Fills `area` and returns where it put the pad.
Rect draw_draw_view(Ui& ui, const State& state, const LearningScene& scene, bool ink_steps_open,
                    Rect area);

}  // namespace inkling

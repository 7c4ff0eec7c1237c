// Shows the scene of "Watch me learn": what it tells, and the loss over the images seen so far.
#pragma once

#include "app/core/state.h"
#include "places/draw/learning_scene.h"
#include "ui/ui.h"

namespace inkling {

// Returns the height that the words take, in CSS pixels.
float scene_words_height(const Ui& ui, const State& state, const LearningScene& scene, float width);
void draw_scene_words(Ui& ui, const State& state, const LearningScene& scene, Rect area,
                      Align align);

// Draws the loss over the images that were seen so far; the curve fills its width from the first
// step on.
void draw_loss_of_images(Ui& ui, const State& state, const LearningScene& scene, Rect area);

}  // namespace inkling

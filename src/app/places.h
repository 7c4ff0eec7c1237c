// Places lists the places of the app. Another one is added here, and nowhere else outside of its
// own folder and the strings.
#pragma once

#include <array>

#include "places/draw/draw_place.h"
#include "places/inside/inside_place.h"
#include "places/learn/learn_place.h"
#include "places/play/play_place.h"
#include "places/train/train_place.h"

namespace inkling {

struct Places {
  explicit Places(Core& core) : draw(core), train(core), inside(core), learn(core), play(core) {}

  DrawPlace draw;
  TrainPlace train;
  InsidePlace inside;
  LearnPlace learn;
  PlayPlace play;
  // They are in the order of their tabs; a visitor begins in the first one.
  std::array<Place*, 5> all = {&draw, &train, &inside, &learn, &play};
};

}  // namespace inkling

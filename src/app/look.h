// What the engine is to be asked for so that Inside and Learn can show what they are to show. Pure.
#pragma once

#include <vector>

#include "app/state.h"
#include "engine/protocol.h"
#include "math/components.h"

namespace inkling {

// Pictures on a page of the data view.
inline constexpr int kPageOfPictures = 40;
// The nearest training pictures that are shown.
inline constexpr int kNearestShown = 20;

// The pictures that the data view is to show now, from which part of the data set.
struct WantedPictures {
  Split split = Split::kTest;
  std::vector<int> indices;
  int pages = 1;
};
WantedPictures wanted_pictures(const State& state);

// What is missing on the screen and has not been asked for yet; it is taken to be asked for now.
std::vector<Command> take_wanted_commands(State& state);

// What was asked for in vain, because a file could not be had, is asked for once more.
void ask_again(State& state);

// Where the drawing lies on the map; empty where there is none, or it is of another network.
std::optional<Components::Place> place_on_map(const State& state);

// The engine's answers.
void pictures_came(State& state, const PicturesEvent& event);
void survey_came(State& state, const EvaluatedEvent& event);

}  // namespace inkling

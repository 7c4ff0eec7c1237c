// What the engine is to be asked for so that Inside can show what it is to show. Pure.
#pragma once

#include <optional>
#include <vector>

#include "engine/protocol.h"
#include "math/components.h"
#include "places/inside/inside_state.h"

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
WantedPictures wanted_pictures(const State& state, const Inside& inside);

// What is missing on the screen and has not been asked for yet; it is taken to be asked for now.
// Nothing is, while the place is not shown.
std::vector<Command> take_wanted_commands(const State& state, Inside& inside, bool shown);

// What was asked for in vain, because a file could not be had, is asked for once more. The map
// comes of itself as long as it is wanted.
void ask_for_all_but_the_map(Inside& inside);

// Where the drawing lies on the map; empty where there is none, or it is of another network.
std::optional<Components::Projection> place_on_map(const State& state, const Inside& inside);

// The engine's answers.
void on_pictures(Inside& inside, const PicturesEvent& event);
void on_evaluated(const Model& model, Inside& inside, const EvaluatedEvent& event);

}  // namespace inkling

// Says what the engine is to be asked for, so that Inside can show what it is to show. It sends
// nothing itself.
#pragma once

#include <optional>
#include <vector>

#include "engine/protocol.h"
#include "math/components.h"
#include "places/inside/inside_state.h"

namespace inkling {

// A page of the data view has this many pictures.
inline constexpr int kPageOfPictures = 40;
// This many of the nearest training pictures are shown.
inline constexpr int kNearestShown = 20;

// The data view shows these pictures now, from this part of the data set.
struct WantedPictures {
  Split split = Split::kTest;
  std::vector<int> indices;
  int pages = 1;
};
WantedPictures wanted_pictures(const State& state, const Inside& inside);

// Returns what is missing on the screen and has not been asked for yet; it is taken to be asked for
// now. It returns nothing while the place is not shown.
std::vector<Command> take_wanted_commands(const State& state, Inside& inside, bool shown);

// Asks once more for what was asked for in vain, because a file could not be had. The map comes of
// itself as long as it is wanted.
void ask_for_all_but_the_map(Inside& inside);

// Returns where the drawing lies on the map; it is empty where there is none, or the map is of
// another network.
std::optional<Components::Projection> place_on_map(const State& state, const Inside& inside);

// Another data set is in use: what is known of the one before goes.
void forget_data(Inside& inside);

// These take the engine's answers.
void on_pictures(Inside& inside, const PicturesEvent& event);
void on_evaluated(const Model& model, Inside& inside, const EvaluatedEvent& event);

}  // namespace inkling

// The visitor names drawings of their own, and the engine gets to learn them.
#pragma once

#include <cstddef>
#include <vector>

#include "app/core/core.h"

namespace inkling {

// Saves what is on the pad as one of the visitor's own drawings, and learns it. A label of
// classes() makes a symbol of it. Does nothing where the pad is empty, or where the symbol cannot
// be had now.
void name_drawing(Core& core, int label);
// Saves many at once, each with a digit as its label, and learns them.
struct LabelledDrawing {
  Drawing strokes;
  int label = 0;
};
void add_drawings(Core& core, const std::vector<LabelledDrawing>& drawings);
void relabel_user_drawing(Core& core, std::size_t index, int label);
void delete_user_drawing(Core& core, std::size_t index);
// Deletes a symbol with all drawings of it, only between runs. The labels of later symbols become
// one less.
void delete_symbol(Core& core, int label);

// Sends all of them and the classes as they are to the engine. With `learn`, it learns them at
// once.
void send_user_drawings(Core& core, bool learn);
// Returns whether there are drawings or symbols of which an engine must be told.
bool has_user_classes(const State& state);

// Returns whether the network now takes the newest of them for what the visitor said it is.
bool newest_is_learned(const State& state);

}  // namespace inkling

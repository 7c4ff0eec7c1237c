// The visitor's own drawings: what they are named, and how the engine gets to learn them.
#pragma once

#include <cstddef>

#include "app/core/core.h"

namespace inkling {

// What is on the pad is saved as one of the visitor's own drawings and learned; a label of
// classes() makes a symbol of it. Does nothing where the pad is empty, or the symbol cannot be had
// now.
void name_drawing(Core& core, int label);
void relabel_user_drawing(Core& core, std::size_t index, int label);
void delete_user_drawing(Core& core, std::size_t index);
// With all drawings of it. The labels of later symbols move up. Only between runs.
void delete_symbol(Core& core, int label);

// The engine gets all of them and the classes as they are; with `learn`, to learn them at once.
void send_user_drawings(Core& core, bool learn);
// Whether there are drawings or symbols of which an engine must be told.
bool has_user_classes(const State& state);

// Whether the network now takes the newest of them for what the visitor said it is.
bool newest_is_learned(const State& state);

}  // namespace inkling

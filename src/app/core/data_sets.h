// A data set of the visitor's own takes the place of MNIST, until the page is closed or the visitor
// goes back.
//
// Nothing is saved meanwhile: what was there before stays saved, and comes back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/own_data.h"
#include "engine/protocol.h"

namespace inkling {

struct Core;
struct State;

// Files of a data set are about to go to the engine. Returns false, and tells the visitor, where a
// run is under way. One that is in use already gives way, which makes room for it.
bool begin_reading_data(Core& core, const std::string& name);

// The engine has found a data set in the files: it is used from now on.
void take_data_set(Core& core, const DataSetEvent& event);

// Rows and columns of its images change places.
void turn_own_data(Core& core);
void rename_class(Core& core, int label, const std::string& name);
// Gives the classes the names that people know, or those in the files.
void name_classes(Core& core, KnownNames known);

// MNIST comes back, with all that was made of it.
void leave_own_data(Core& core);
// Does so in a state alone: nobody is told. Nothing changes where no such data set is in use.
void put_before_own_data_back(State& state);

}  // namespace inkling

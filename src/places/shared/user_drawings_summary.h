// Says how many drawings the visitor has named.
#pragma once

#include <string>

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// Returns words such as "3 drawings".
std::string user_drawings_summary(const Ui& ui, const State& state);

}  // namespace inkling

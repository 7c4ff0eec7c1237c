// Shows the code of a result, which the visitor hands to a teacher.
#pragma once

#include <string>

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// Draws the code and a button that copies it, and returns the height.
float draw_result_code(Ui& ui, const State& state, const std::string& code, Rect area);

}  // namespace inkling

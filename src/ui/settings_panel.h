// Every number and choice of a training run, with a sentence for each.
#pragma once

#include <string>

#include "ui/ui.h"

namespace inkling {

// That the text which was entered last cannot be used, and what stays.
std::string refused_setting_words(const State& state);

// Draws the rows from the top of `place` and returns their height.
float draw_settings(Ui& ui, const State& state, Rect place);

}  // namespace inkling

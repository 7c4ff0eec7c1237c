// Offers a choice of one of the digits, or of the classes of another data set.
#pragma once

#include <optional>
#include <string>

#include "base/classes.h"
#include "ui/ui.h"

namespace inkling {

// Draws them in as many lines as they need. Their ids are `id` with the digit behind it; where
// several choices stand together, `what` they say names each. There are `count` classes to choose
// from. Returns the one that was pressed.
std::optional<int> draw_digit_choice(Ui& ui, const std::string& id, Rect row, int chosen,
                                     bool disabled = false, std::optional<Text> what = std::nullopt,
                                     int count = kDigits);
// Returns its height.
float digit_choice_height(float width, int count = kDigits);

}  // namespace inkling

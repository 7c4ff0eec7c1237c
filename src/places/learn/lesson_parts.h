// Several lessons are built of these parts.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// Draws 28x28 signed numbers as a map in which a pixel can be touched; by keyboard, each press goes
// on to the next strongest one. Returns the pixel that was chosen, if one was.
std::optional<int> draw_pixel_choice(Ui& ui, const char* id, const std::string& label, Rect square,
                                     std::span<const double> values, std::optional<int> chosen);

// Draws a formula's words in large type, lists them for the DOM, and returns the height.
float draw_formula(Ui& ui, const char* id, Rect area, const std::string& words,
                   Type type = Type::kBodyBold);

// Returns each pixel times its weight to a unit of the first layer, [784].
std::vector<double> products_into(const State& state, int unit);

}  // namespace inkling

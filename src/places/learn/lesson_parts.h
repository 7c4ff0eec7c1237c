// Several lessons are built of these parts.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// The maps of products have this side.
inline constexpr float kPixelMap = 148;
// Returns where a pixel is in such a map.
Rect pixel_place(Rect map, int pixel);
// Says which pixel of a unit of the first layer is chosen, with its factors, or how to choose one.
std::string pixel_words(const Ui& ui, const State& state, int unit, std::optional<int> pixel);

// Draws 28x28 signed numbers as a map in which a pixel can be touched; by keyboard, each press goes
// on to the next strongest one. Returns the pixel that was chosen, if one was.
std::optional<int> draw_pixel_choice(Ui& ui, const char* id, const std::string& label, Rect square,
                                     std::span<const double> values, std::optional<int> chosen);

// Draws a formula's words in large type, lists them for the DOM, and returns the height.
float draw_formula(Ui& ui, const char* id, Rect area, const std::string& words,
                   Type type = Type::kBodyBold);

// Draws a whole number from 0 to `most` as a knob on a track, between buttons for less and more.
// `words` say what it is and its value; they stand above it. Returns the number that it was set to.
std::optional<int> draw_slider(Ui& ui, const std::string& id, Rect area, const std::string& words,
                               int value, int most);
// Returns the height that it takes.
float slider_height(const Ui& ui, float width, const std::string& words);

// Returns each pixel times its weight to a unit of the first layer, [784].
std::vector<double> products_into(const State& state, int unit);

}  // namespace inkling

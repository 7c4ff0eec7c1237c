// Draws, stroke by stroke, the small drop of ink that shows how the network is doing.
#pragma once

#include <optional>

#include "ui/mood.h"
#include "ui/ui.h"

namespace inkling {

// The drop looks at the point that is `watched`, if any.
void draw_drop(Ui& ui, Rect rect, const Mood& mood, std::optional<ImVec2> watched = std::nullopt);

Text mood_name(Mood::Face face);
// Returns, for example, "curious: entropy 1.2 bits, 3 % moved".
std::string mood_words(const Ui& ui, const Mood& mood);

}  // namespace inkling

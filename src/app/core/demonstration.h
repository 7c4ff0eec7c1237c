// The pen that draws by itself until somebody touches the pad.
#pragma once

#include "data/ink.h"

namespace inkling {

// How long one digit is shown: drawn, and looked at.
inline constexpr double kDemonstrationMs = 3600;

// What is on the pad so long after the beginning: the digits take turns.
Drawing demonstration_at(double elapsed_ms);

}  // namespace inkling

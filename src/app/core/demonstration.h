// A pen draws by itself until somebody touches the pad.
#pragma once

#include "data/ink.h"

namespace inkling {

// One digit is shown for this time: it is drawn, and looked at.
inline constexpr double kDemonstrationMs = 3600;

// Returns what is on the pad `elapsed_ms` after the beginning. The digits take turns.
Drawing demonstration_at(double elapsed_ms);

}  // namespace inkling

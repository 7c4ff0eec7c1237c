// A finished game hands in a result (see app/core/class_result.h).
//
// A digit was hard for the visitor or for the network where the game shows it:
// - in a sprint, for the visitor where it took half as long again as their digits took on average;
//   for the network where it was less than 75% sure on average; for both where it was skipped;
// - in a duel, where any answer to it was wrong;
// - in golf, for the visitor where it took more ink than par; for both where it was given up.
#pragma once

#include "app/core/class_result.h"
#include "places/play/play_state.h"

namespace inkling {

// The game is over.
ClassResult result_of(const Play& play);

}  // namespace inkling

// Letters and other signs that people draw, and that look like no digit.
#pragma once

#include "data/ink.h"
#include "math/random.h"

namespace inkling {

// Draws one of the letters, each time a little differently.
Drawing draw_letter(Random& random);

// Draws one of the signs: ticks, question marks, notes, hearts, houses, arrows and the like.
Drawing draw_sign(Random& random);

}  // namespace inkling

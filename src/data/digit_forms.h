// Digits as schools of many countries teach them, and as hands write them in a hurry.
//
// MNIST was written by Americans: it has hardly a barred seven, a one with a flag, an open four, a
// zero with a bar, or a five in two strokes.
#pragma once

#include "data/ink.h"
#include "math/random.h"

namespace inkling {

// Draws one of a digit's forms, by another hand each time.
Drawing draw_digit(int digit, Random& random);

}  // namespace inkling

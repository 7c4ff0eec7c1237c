// Derives how the network's state looks from outside: the face of the small drop of ink.
//
// A network does not feel. A mood is a name for two numbers, which are shown beside it at a touch.
#pragma once

#include "base/classes.h"

namespace inkling {

struct Mood {
  enum class Face { kWaiting, kCurious, kSure, kPuzzled, kSurprised };
  Face face = Face::kWaiting;
  double entropy_bits = 0;  // It is the entropy of the probabilities.
  // It is how much of the probability has moved to other classes since the last reading, 0 to 1
  // (total variation distance).
  double change = 0;
  double surprised_ms = 0;  // It goes on to look surprised for this long.
};

double total_variation(const Probabilities& a, const Probabilities& b);

// Returns the mood after another reading. `empty` says that there is nothing to read.
Mood next_mood(const Mood& before, const Probabilities& old, const Probabilities& now, bool empty);
// Returns the mood after some time without a reading.
Mood calmer(Mood mood, double elapsed_ms);

}  // namespace inkling

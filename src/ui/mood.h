// What the network's state looks like from outside: the face of the small drop of ink.
//
// A network does not feel. A mood is a name for two numbers, which are shown beside it at a touch.
#pragma once

#include "base/classes.h"

namespace inkling {

struct Mood {
  enum class Face { kWaiting, kCurious, kSure, kPuzzled, kSurprised };
  Face face = Face::kWaiting;
  double entropy_bits = 0;  // of the probabilities
  // How much of the probability has moved to other classes since the last reading, 0 to 1 (total
  // variation distance).
  double change = 0;
  double surprised_ms = 0;  // how long it goes on to look surprised
};

double total_variation(const Probabilities& a, const Probabilities& b);

// After another reading. `empty`: there is nothing to read.
Mood next_mood(const Mood& before, const Probabilities& old, const Probabilities& now, bool empty);
// After some time without one.
Mood calmer(Mood mood, double elapsed_ms);

}  // namespace inkling

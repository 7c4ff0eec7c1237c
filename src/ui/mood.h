// Derives how the network's state looks from outside: the face of the small drop of ink.
//
// A network does not feel. A mood is a name for two numbers, which are shown beside it at a touch.
// In a game the drop reacts to what was scored, too.
#pragma once

#include <optional>

#include "base/classes.h"

namespace inkling {

struct Mood {
  enum class Face { kWaiting, kCurious, kSure, kPuzzled, kSurprised, kProud, kSheepish };
  Face face = Face::kWaiting;
  double entropy_bits = 0;  // It is the entropy of the probabilities.
  // It is how much of the probability has moved to other classes since the last reading, 0 to 1
  // (total variation distance).
  double change = 0;
  double surprised_ms = 0;                      // It goes on to look surprised for this long.
  std::optional<Face> reaction = std::nullopt;  // It shows this face instead for some time.
  double reaction_ms = 0;
  double since_blink_ms = 0;  // Time stands still while nothing on the screen moves.

  Face shown() const { return reaction.value_or(face); }
  bool blinking() const;
};

double total_variation(const Probabilities& a, const Probabilities& b);

// Returns the mood after another reading. `empty` says that there is nothing to read.
Mood next_mood(const Mood& before, const Probabilities& old, const Probabilities& now, bool empty);
// Returns the mood with a face that it shows for a moment.
Mood reacting(Mood mood, Mood::Face face);
// Returns the mood after some time without a reading.
Mood calmer(Mood mood, double elapsed_ms);

}  // namespace inkling

// Tracks follow digits from one picture of a camera to the next, so that their frames stand still
// on them.
#pragma once

#include <vector>

#include "engine/protocol.h"

namespace inkling {

// A Track is a digit that was seen in one picture after another.
struct Track {
  int id = 0;  // It stays the same as long as the digit is followed.
  // The digit is as it was seen last, but for its box and its probabilities, which follow what is
  // seen slowly: a hand trembles, and a network changes its mind.
  PictureReadEvent::Digit digit;
  int seen = 0;    // It was found in so many pictures,
  int missed = 0;  // and in none of the newest ones.
};

class Tracks {
 public:
  // Takes what a new picture holds.
  void follow(const PictureReadEvent& reading);
  // Returns those that are shown: seen more than once, and not long ago. They are in the order in
  // which one reads.
  std::vector<Track> shown() const;
  void clear() { tracks_.clear(); }

 private:
  std::vector<Track> tracks_;
  int next_id_ = 0;
};

}  // namespace inkling

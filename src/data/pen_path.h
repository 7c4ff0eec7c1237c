// A pen path writes down in a line of text how a hand draws something.
#pragma once

#include "data/ink.h"
#include "math/random.h"

namespace inkling {

// Draws a path, each time a little differently. It goes through points on a grid of 10 by 10: "39"
// lies at x = 3, y = 9. A space goes on to the next point in a smooth bend, an exclamation mark
// behind a point makes a corner of it, and a bar lifts the pen: "10! 80! 39|25 75" is a barred
// seven. Each point moves by up to `tremble` of the grid's side in either direction.
Drawing draw_path(const char* path, float tremble, Random& random);

// These say how far hands differ from each other: each number is drawn between minus and plus it,
// but for the turn: small ones are more frequent.
struct Hand {
  float turn = 0.6f;    // radians
  float slant = 0.3f;   // columns a row
  float narrow = 0.5f;  // The width is shrunk by up to this share,
  float wide = 0.2f;    // or stretched by up to this one.
};
// What is drawn anew had a hand's slant and width before.
inline constexpr Hand kAnotherHand = {.turn = 0.6f, .slant = 0.2f, .narrow = 0.2f, .wide = 0.2f};

// Moves every point by the same stretch, slant and turn.
void write_by_hand(Drawing& drawing, const Hand& hand, Random& random);

}  // namespace inkling

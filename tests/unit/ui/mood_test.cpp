#include "ui/mood.h"

#include <doctest/doctest.h>

#include <cmath>

#include "nn/verdict.h"

using namespace inkling;

namespace {

Probabilities two(int a, float share, int b) {
  Probabilities probabilities{};
  probabilities[static_cast<std::size_t>(a)] = share;
  probabilities[static_cast<std::size_t>(b)] = 1 - share;
  return probabilities;
}

}  // namespace

TEST_CASE("entropy: none where all is certain, a bit for two alike, log2 of ten for ten") {
  CHECK(entropy_bits(two(1, 1, 2)) == 0);
  CHECK(entropy_bits(two(1, 0.5f, 2)) == doctest::Approx(1));
  Probabilities even{};
  for (int i = 0; i < 10; ++i) even[static_cast<std::size_t>(i)] = 0.1f;
  CHECK(entropy_bits(even) == doctest::Approx(std::log2(10.0)));
  CHECK(total_variation(two(1, 1, 2), two(2, 1, 1)) == doctest::Approx(1));
}

TEST_CASE("a face for each state, and surprise that passes") {
  using Face = Mood::Face;
  const Probabilities nothing{};
  Mood mood = next_mood({}, nothing, nothing, true);
  CHECK(mood.face == Face::kWaiting);
  // The first ink is no surprise.
  mood = next_mood(mood, nothing, two(1, 0.98f, 7), false);
  CHECK(mood.face == Face::kSure);
  mood = next_mood(mood, two(1, 0.98f, 7), two(7, 0.9f, 1), false);
  CHECK(mood.face == Face::kSurprised);
  CHECK(mood.change == doctest::Approx(0.88));
  mood = calmer(mood, 300);
  CHECK(mood.face == Face::kSurprised);
  mood = calmer(mood, 500);
  CHECK(mood.face == Face::kSure);
  mood = next_mood(mood, two(7, 0.9f, 1), two(7, 0.6f, 1), false);
  CHECK(mood.face == Face::kCurious);
  Probabilities even{};
  for (int i = 0; i < 10; ++i) even[static_cast<std::size_t>(i)] = 0.1f;
  CHECK(next_mood(mood, even, even, false).face == Face::kPuzzled);
}

TEST_CASE(
    "a reaction is shown for a moment, whatever is read meanwhile, then the face comes back") {
  using Face = Mood::Face;
  Mood mood = next_mood({}, {}, two(1, 0.98f, 7), false);
  mood = reacting(mood, Face::kProud);
  CHECK(mood.shown() == Face::kProud);
  mood = next_mood(mood, two(1, 0.98f, 7), {}, true);
  CHECK(mood.shown() == Face::kProud);
  mood = calmer(mood, 1000);
  CHECK(mood.shown() == Face::kProud);
  mood = calmer(mood, 1000);
  CHECK(mood.shown() == Face::kWaiting);
}

TEST_CASE("eyes close for a moment now and then, and open again") {
  Mood mood;
  int closed = 0, blinks = 0;
  for (int ms = 0; ms < 20000; ms += 10) {
    const bool before = mood.blinking();
    mood = calmer(mood, 10);
    closed += mood.blinking() ? 1 : 0;
    blinks += mood.blinking() && !before ? 1 : 0;
  }
  CHECK(blinks == 5);
  CHECK(closed * 10 <= blinks * 140);
}

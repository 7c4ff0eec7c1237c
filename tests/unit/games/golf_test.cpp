#include "games/golf.h"

#include <doctest/doctest.h>

using namespace inkling;

namespace {

Probabilities sure_of(int digit) {
  Probabilities probabilities{};
  probabilities[static_cast<std::size_t>(digit)] = 0.95f;
  return probabilities;
}

const Drawing kLine = {{{0, 0}, {0, 50}, {0, 100}}};

}  // namespace

TEST_CASE("ink is measured beside the size of the drawing") {
  CHECK(ink_spent({}) == 0);
  CHECK(ink_spent({{{5, 5}}}) == 12);
  CHECK(ink_spent(kLine) == doctest::Approx(112));
  CHECK(ink_spent({{{0, 0}, {0, 1}}}) == doctest::Approx(112));  // A small one is no cheaper.
  CHECK(ink_spent({{{0, 0}, {100, 0}}, {{0, 0}, {0, 100}}}) == doctest::Approx(224));
}

TEST_CASE("a hole is done when the digit is read, and its ink is the score") {
  Golf golf({.seed = 5});
  golf.begin();
  const int digit = golf.prompt();
  CHECK(golf.take_events()[0].prompt == digit);
  golf.drawn(kLine, sure_of((digit + 1) % 10));
  CHECK_FALSE(golf.resting());
  CHECK(golf.ink() == 112);
  golf.drawn(kLine, sure_of(digit));
  CHECK(golf.resting());
  CHECK(golf.score() == 112);
  const auto events = golf.take_events();
  REQUIRE(events.size() == 1);
  CHECK(events[0].phase == GameEvent::Phase::kScored);
  CHECK(events[0].round == 1);
  golf.drawn(kLine, sure_of(digit));  // At rest nothing counts.
  CHECK(golf.score() == 112);
  golf.next_hole();
  CHECK(golf.hole() == 2);
  CHECK(golf.ink() == 0);
}

TEST_CASE("wiped ink stays spent, and a hole that costs three times its par is given up") {
  Golf golf({.seed = 5});
  golf.begin();
  golf.drawn(kLine, {});
  golf.wiped();
  CHECK(golf.ink() == 112);
  golf.drawn(kLine, {});
  CHECK(golf.ink() == 224);
  golf.undone(kLine, {});
  CHECK(golf.ink() == 224);
  while (!golf.resting()) {
    golf.drawn(kLine, {});
    golf.wiped();
  }
  CHECK_FALSE(golf.results()[0].read);
  CHECK(golf.results()[0].ink == 3 * golf.par());
}

TEST_CASE("nine holes, or as many as the link says") {
  for (const int rounds : {0, 2}) {
    Golf golf({.seed = 1, .rounds = rounds});
    golf.begin();
    int holes = 0;
    while (!golf.over()) {
      golf.drawn(kLine, sure_of(golf.prompt()));
      ++holes;
      golf.next_hole();
    }
    CHECK(holes == (rounds == 0 ? 9 : 2));
    CHECK(golf.score() == 112 * holes);
    const auto events = golf.take_events();
    CHECK(events.back().phase == GameEvent::Phase::kOver);
    CHECK(events.back().score == golf.score());
  }
}

#include "games/sprint.h"

#include <doctest/doctest.h>

using namespace inkling;

namespace {

Probabilities reading(int digit, float probability) {
  Probabilities probabilities{};
  probabilities.fill((1 - probability) / 9);
  probabilities[static_cast<std::size_t>(digit)] = probability;
  return probabilities;
}

}  // namespace

TEST_CASE("a hit brings points for confidence and speed, and the next prompt at once") {
  Sprint sprint({.seed = 3});
  sprint.begin();
  const int first = sprint.prompt();
  auto events = sprint.take_events();
  REQUIRE(events.size() == 1);
  CHECK(events[0].phase == GameEvent::Phase::kPrompt);
  CHECK(events[0].prompt == first);
  CHECK(events[0].round == 1);

  sprint.drawn(reading((first + 1) % 10, 0.9f));
  CHECK(sprint.score() == 0);
  sprint.drawn(reading(first, 0.4f));
  CHECK(sprint.score() == 0);
  sprint.drawn(reading(first, 1.0f));
  CHECK(sprint.score() == 100);
  events = sprint.take_events();
  REQUIRE(events.size() == 2);
  CHECK(events[0].phase == GameEvent::Phase::kScored);
  CHECK(events[0].prompt == first);
  CHECK(events[0].score == 100);
  CHECK(events[1].phase == GameEvent::Phase::kPrompt);
  CHECK(events[1].prompt == sprint.prompt());
  CHECK(events[1].round == 2);
}

TEST_CASE("slower hits bring less, and a streak multiplies") {
  Sprint quick({.seed = 3}), slow({.seed = 3});
  quick.begin();
  slow.begin();
  slow.advance(3000);
  quick.drawn(reading(quick.prompt(), 0.8f));
  slow.drawn(reading(slow.prompt(), 0.8f));
  CHECK(quick.score() == 80);
  CHECK(slow.score() == 60);
  quick.drawn(reading(quick.prompt(), 1.0f));
  CHECK(quick.score() == 80 + 110);  // The second in a row earns more.
  CHECK(quick.streak() == 2);
  quick.skip();
  CHECK(quick.streak() == 0);
  CHECK(quick.multiplier() == 1);
  // A prompt that takes too long ends the streak as well.
  slow.advance(7000);
  slow.drawn(reading(slow.prompt(), 1.0f));
  CHECK(slow.streak() == 1);
  CHECK(slow.hits().back().points == 50);
}

TEST_CASE("after 45 seconds it is over, once, and nothing counts any more") {
  Sprint sprint({.seed = 1});
  sprint.advance(100000);
  CHECK_FALSE(sprint.over());  // Time runs from the first prompt on.
  sprint.begin();
  for (int i = 0; i < 44; ++i) sprint.advance(1000);
  CHECK(sprint.running());
  sprint.take_events();
  sprint.advance(1000);
  sprint.advance(1000);
  CHECK(sprint.over());
  const auto events = sprint.take_events();
  REQUIRE(events.size() == 1);
  CHECK(events[0].phase == GameEvent::Phase::kOver);
  sprint.drawn(reading(sprint.prompt(), 1.0f));
  CHECK(sprint.score() == 0);
}

TEST_CASE("a link may ask for fewer rounds") {
  Sprint sprint({.seed = 1, .rounds = 2});
  sprint.begin();
  sprint.drawn(reading(sprint.prompt(), 1.0f));
  CHECK(sprint.running());
  sprint.skip();
  CHECK(sprint.over());
  CHECK(sprint.take_events().back().rounds == 2);
}

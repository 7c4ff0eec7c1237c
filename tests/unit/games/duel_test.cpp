#include "games/duel.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace inkling;

namespace {

// Returns pictures that tell their label by their first pixel.
std::vector<Duel::Example> examples() {
  std::vector<Duel::Example> list(40);
  for (int i = 0; i < 40; ++i) {
    list[static_cast<std::size_t>(i)].picture.fill(static_cast<std::uint8_t>(6 * i));
    list[static_cast<std::size_t>(i)].label = i % 10;
  }
  return list;
}
// Predicts as a network that always says 3 with 80 %.
Probabilities three(const Picture&) {
  Probabilities probabilities{};
  probabilities[3] = 0.8f;
  probabilities[12] = 0.9f;  // A symbol is no answer here.
  return probabilities;
}

Duel new_duel(const GameOptions& options) { return Duel(options, examples(), three); }

void show(Duel& duel) {
  while (!duel.may_answer()) duel.advance(50);
}
void play_round(Duel& duel, bool right, int sureness = 4) {
  show(duel);
  const int label = duel.current().label;
  duel.answer(right ? label : (label + 1) % 10);
  duel.set_confidence(sureness);
  duel.next();
}

}  // namespace

TEST_CASE(
    "a picture is shown as long as its level says, then masked; answers count from its coming") {
  Duel duel = new_duel({.seed = 2});
  duel.begin();
  duel.answer(5);
  CHECK(duel.phase() == Duel::Phase::kReady);
  CHECK(duel.take_events().empty());
  show(duel);
  CHECK(duel.phase() == Duel::Phase::kShown);
  const auto events = duel.take_events();
  REQUIRE(events.size() == 1);
  CHECK(events[0].phase == GameEvent::Phase::kPrompt);
  CHECK(events[0].prompt == -1);
  duel.advance(990);
  CHECK(duel.phase() == Duel::Phase::kShown);
  duel.advance(20);
  CHECK(duel.phase() == Duel::Phase::kMasked);
  CHECK(duel.shown_ms() == doctest::Approx(1010));
  duel.advance(400);
  CHECK(duel.phase() == Duel::Phase::kAsked);
  duel.advance(590);
  duel.answer(7);
  CHECK(duel.phase() == Duel::Phase::kSure);
  CHECK(duel.current().visitor.seconds == doctest::Approx(2.0));
  duel.answer(8);
  CHECK(duel.current().visitor.digit == 7);
  CHECK(duel.current().network.digit == 3);
  CHECK(duel.current().network.probability == doctest::Approx(0.8));
}

TEST_CASE("two of four right pass a level; fewer end the game") {
  Duel duel = new_duel({.seed = 2});
  duel.begin();
  for (const bool right : {true, false, true, false}) play_round(duel, right);
  CHECK(duel.level() == 2);
  CHECK(duel.score() == 1);
  for (const bool right : {false, true, false, false}) play_round(duel, right);
  CHECK(duel.phase() == Duel::Phase::kOver);
  CHECK(duel.score() == 1);
  CHECK(duel.rounds().size() == 8);
  CHECK(duel.take_events().back().phase == GameEvent::Phase::kOver);
}

TEST_CASE("who passes all levels has won, and levels get shorter and harder") {
  Duel duel = new_duel({.seed = 2});
  duel.begin();
  while (duel.phase() != Duel::Phase::kOver) play_round(duel, true);
  CHECK(duel.score() == Duel::kLevels);
  CHECK(duel.rounds().size() == Duel::kLevels * Duel::kPicturesPerLevel);
  for (int level = 2; level <= Duel::kLevels; ++level) {
    CHECK(Duel::exposure_ms(level) < Duel::exposure_ms(level - 1));
  }
  CHECK(Duel::exposure_ms(Duel::kLevels) == 80);
}

TEST_CASE(
    "the same seed gives the same rounds, another one others; rounds and level can be fixed") {
  const auto pictures = [](const GameOptions& options) {
    Duel duel = new_duel(options);
    duel.begin();
    while (duel.phase() != Duel::Phase::kOver) play_round(duel, true);
    std::vector<Picture> shown;
    for (const DuelRound& round : duel.rounds()) shown.push_back(round.picture);
    return shown;
  };
  CHECK(pictures({.seed = 4}) == pictures({.seed = 4}));
  CHECK(pictures({.seed = 4}) != pictures({.seed = 5}));
  CHECK(pictures({.seed = 4, .rounds = 3}).size() == 3);
  Duel hard = new_duel({.seed = 4, .rounds = 2, .level = 6});
  hard.begin();
  CHECK(hard.level() == 6);
  CHECK(hard.current().exposure_ms == Duel::exposure_ms(6));
  CHECK(hard.score() == 5);
}

TEST_CASE("the report: accuracy, stated confidence, and the gap between the two") {
  Duel duel = new_duel({.seed = 2, .rounds = 4});
  duel.begin();
  // The answers are certain and right, certain and wrong, guessed and wrong, half sure and right.
  play_round(duel, true, 4);
  play_round(duel, false, 4);
  play_round(duel, false, 0);
  play_round(duel, true, 2);
  REQUIRE(duel.phase() == Duel::Phase::kOver);
  const DuelSummary visitor = duel.summary(false);
  CHECK(visitor.accuracy() == 0.5);
  CHECK(visitor.stated == doctest::Approx((0.95 + 0.95 + 0.1 + 0.5) / 4));
  // The error is (|1.9 - 1| + |0.1 - 0| + |0.5 - 1|) / 4.
  CHECK(visitor.calibration_error == doctest::Approx((0.9 + 0.1 + 0.5) / 4));
  const DuelSummary network = duel.summary(true);
  int threes = 0;
  for (const DuelRound& round : duel.rounds()) threes += round.label == 3 ? 1 : 0;
  CHECK(network.right == threes);
  CHECK(network.stated == doctest::Approx(0.8));
}

#include "app/play.h"

#include <doctest/doctest.h>

#include "app/update.h"
#include "ui/guess.h"

using namespace inkling;

namespace {

const Drawing kSeven = {{{0, 0}, {6, 0}, {2, 10}}};

// A network that is sure of one digit, whatever it sees.
Network<float> stubborn(int digit) {
  Network<float> network({.layers = {784, 10}});
  network.layer(0).biases[static_cast<std::size_t>(digit)] = 9;
  return network;
}

void draw(State& state, bool lifted = true) {
  put_on_pad(state, kSeven);
  play_drawn(state, lifted);
}

}  // namespace

TEST_CASE("a sprint is played on the pad: a drawing that is read brings the next prompt") {
  State state;
  start_game(state, GameKind::kSprint, {.seed = 1});
  CHECK(state.place == Place::kPlay);
  CHECK(take_game_events(state).size() == 1);
  const int prompt = state.play.sprint->prompt();
  state.network = stubborn(prompt);
  draw(state, false);
  CHECK(state.play.sprint->score() == 0);  // not before the pen is lifted
  draw(state);
  CHECK(state.play.sprint->score() > 90);
  CHECK(state.play.sprint->prompt() != prompt);
  CHECK(advance_play(state, 1000));
  CHECK(state.play.sprint->left_ms() == 44000);
}

TEST_CASE(
    "golf stops at the ink that is enough, explains itself, and goes on with the next stroke") {
  State state;
  start_game(state, GameKind::kGolf, {.seed = 1, .rounds = 2});
  state.network = stubborn(state.play.golf->prompt());
  pen_down(state, {0.2f, 0.2f});
  pen_move(state, {0.2f, 0.8f});
  read_drawing(state);
  play_drawn(state, false);
  CHECK(state.play.golf->resting());
  CHECK_FALSE(state.pad.pen_down);
  REQUIRE(state.play.shares.has_value());
  CHECK(state.play.shares->difference == doctest::Approx(9));
  take_game_events(state);
  pen_down(state, {0.5f, 0.5f});
  CHECK_FALSE(state.play.golf->resting());
  CHECK(state.pad.strokes.size() == 1);
  CHECK(take_game_events(state)[0].phase == GameEvent::Phase::kPrompt);
  state.network = stubborn(state.play.golf->prompt());
  draw(state);
  CHECK(state.play.golf->over());
}

TEST_CASE("golf: what is wiped or replaced stays spent") {
  State state;
  start_game(state, GameKind::kGolf, {.seed = 1});
  state.network = stubborn((state.play.golf->prompt() + 1) % 10);
  const Drawing line = {{{0, 0}, {0, 10}}};
  for (int times = 1; times <= 2; ++times) {
    put_on_pad(state, line);
    play_drawn(state, true);
    CHECK(state.play.golf->ink() == times * 112);
  }
  clear_pad(state);
  CHECK(state.play.golf->ink() == 224);
}

TEST_CASE("the duel waits for its pictures, and its network is the one that it began with") {
  State state;
  state.network = stubborn(4);
  start_game(state, GameKind::kDuel, {.seed = 1, .rounds = 1});
  CHECK(wants_pictures(state));
  TestPicturesEvent pictures{.pixels = std::vector<std::uint8_t>(2 * 784, 100), .labels = {4, 4}};
  pictures_came(state, pictures);
  REQUIRE(state.play.duel.has_value());
  state.network = stubborn(5);
  CHECK(state.play.duel->current().network.digit == 4);
  CHECK(advance_play(state, 10));
  // Pictures that nobody waits for change nothing.
  leave_game(state);
  pictures_came(state, pictures);
  CHECK_FALSE(state.play.duel.has_value());
}

TEST_CASE("best scores are kept for each game and each accuracy of the network") {
  State state;
  state.test_accuracy = 0.981;
  const auto play_golf = [&](int strokes_first) {
    start_game(state, GameKind::kGolf, {.seed = 1});
    while (!state.play.golf->over()) {
      state.network = stubborn((state.play.golf->prompt() + 1) % 10);
      for (int i = 0; i < strokes_first; ++i) draw(state);
      state.network = stubborn(state.play.golf->prompt());
      draw(state);
    }
    return keep_best(state);
  };
  CHECK_FALSE(best_score(state, GameKind::kGolf).has_value());
  CHECK(play_golf(0));
  const int best = *best_score(state, GameKind::kGolf);
  CHECK_FALSE(play_golf(1));  // more ink is worse
  CHECK(best_score(state, GameKind::kGolf) == best);
  state.test_accuracy = 0.95;
  CHECK_FALSE(best_score(state, GameKind::kGolf).has_value());
  state.test_accuracy = 0.989;
  CHECK(best_score(state, GameKind::kGolf) == best);
  // A short game of somebody's link is no match for a whole one.
  start_game(state, GameKind::kGolf, {.seed = 1, .rounds = 1});
  state.network = stubborn(state.play.golf->prompt());
  draw(state);
  CHECK_FALSE(keep_best(state));
}

TEST_CASE("in a game the network guesses aloud, and thinks better of it") {
  State state;
  state.trained = true;
  start_game(state, GameKind::kSprint, {.seed = 1});
  state.network = stubborn(1);
  pen_down(state, {0.2f, 0.2f});
  CHECK(guess_of(state).line == "A 1, I think. 100 %");
  state.network = stubborn(7);
  read_drawing(state);
  CHECK(guess_of(state).line == "A 1? ... No, a 7!");
  pen_up(state);
  clear_pad(state);
  pen_down(state, {0.3f, 0.2f});
  CHECK(guess_of(state).line == "A 7, I think. 100 %");
}

TEST_CASE("a game gives the drawing back that it took, and another place shows it meanwhile") {
  State state;
  put_on_pad(state, {{{0, 0}, {6, 0}, {2, 10}}});
  const Drawing own = state.pad.strokes;
  start_game(state, GameKind::kSprint, {.seed = 1});
  CHECK(is_empty(state.pad.strokes));
  draw(state);
  const Drawing in_game = state.pad.strokes;
  go_to(state, Place::kInside);
  CHECK(state.pad.strokes == own);
  go_to(state, Place::kDraw);
  CHECK(state.pad.strokes == own);
  go_to(state, Place::kPlay);
  CHECK(state.pad.strokes == in_game);
  CHECK(visitors_pad(state).strokes == own);
  start_game(state, GameKind::kGolf, {.seed = 1});  // without leaving the other one
  draw(state);
  leave_game(state);
  CHECK(state.pad.strokes == own);

  start_game(state, GameKind::kSprint, {.seed = 1});
  go_to(state, Place::kDraw);
  start_game(state, GameKind::kSprint, {.seed = 1});  // from a link, say
  leave_game(state);
  CHECK(state.pad.strokes == own);
}

TEST_CASE("what is drawn in another place is no part of a game") {
  State state;
  start_game(state, GameKind::kSprint, {.seed = 1});
  state.network = stubborn(state.play.sprint->prompt());
  state.place = Place::kDraw;
  draw(state);
  CHECK(state.play.sprint->score() == 0);
  start_game(state, GameKind::kGolf, {.seed = 1});
  state.place = Place::kDraw;
  draw(state);
  clear_pad(state);
  CHECK(state.play.golf->ink() == 0);
}

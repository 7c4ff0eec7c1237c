#include "places/play/play_place.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "app/core/actions.h"
#include "app/core/class_result.h"
#include "app/core/drawing.h"
#include "app/core/guess.h"
#include "unit/app/test_core.h"

using namespace inkling;

namespace {

const Drawing kSeven = {{{0, 0}, {6, 0}, {2, 10}}};

// Returns a network that is sure of one digit, whatever it sees.
Network<float> stubborn(int digit) {
  Network<float> network({.layers = {784, 10}});
  network.layer(0).biases[static_cast<std::size_t>(digit)] = 9;
  return network;
}

// PlayTest has Play, another place to go to, and what is told to the embedding page.
struct PlayTest : TestCore, CoreListener {
  PlayTest() {
    core.places = all;
    core.shown = &play;
    core.listener = this;
  }
  void start(GameKind kind, const GameOptions& options) {
    told.clear();
    act(core, StartGame{kind, options});
  }
  void leave() { act(core, LeaveGame{}); }
  void draw() { draw_for_visitor(core, kSeven); }
  // Draws as if the pen were still down.
  void draw_unlifted() {
    put_on_pad(core, kSeven);
    core.shown->on_drawn(false);
  }
  void be_sure_of(int digit) { state.model.network = stubborn(digit); }
  bool told_of(const char* phase) const {
    return told.find(std::string("\"phase\":\"") + phase) != std::string::npos;
  }

  void on_ready() override {}
  void on_event(const Event&) override {}
  void on_answer(const EngineMessage&) override {}
  void on_engine_death(const std::string&) override {}
  void on_prediction() override {}
  void on_change() override {}
  void on_place_event(const char*, const std::string& json) override { told += json; }

  PlayPlace play{core};
  OtherPlace other;
  Place* all[2] = {&play, &other};
  const Play& game = play.state();
  std::string told;
};

}  // namespace

TEST_CASE("a sprint is played on the pad: a drawing that is read brings the next prompt") {
  PlayTest test;
  test.start(GameKind::kSprint, {.seed = 1});
  CHECK(test.told_of("prompt"));
  const int prompt = test.game.sprint->prompt();
  test.be_sure_of(prompt);
  test.draw_unlifted();
  CHECK(test.game.sprint->score() == 0);  // Nothing counts before the pen is lifted.
  test.draw();
  CHECK(test.game.sprint->score() > 90);
  CHECK(test.game.sprint->prompt() != prompt);
  CHECK(test.play.advance(1000));
  CHECK(test.game.sprint->left_ms() == 44000);
}

TEST_CASE(
    "golf stops at the ink that is enough, explains itself, and goes on with the next stroke") {
  PlayTest test;
  test.start(GameKind::kGolf, {.seed = 1, .rounds = 2});
  test.be_sure_of(test.game.golf->prompt());
  pen_down(test.core, {0.2f, 0.2f});
  pen_move(test.core, {0.2f, 0.8f});
  predict_drawing(test.core);
  test.play.on_drawn(false);
  CHECK(test.game.golf->resting());
  CHECK_FALSE(test.state.pad.pen_down);
  REQUIRE(test.game.shares.has_value());
  CHECK(test.game.shares->difference == doctest::Approx(9));
  test.told.clear();
  pen_down(test.core, {0.5f, 0.5f});
  CHECK_FALSE(test.game.golf->resting());
  CHECK(test.state.pad.strokes.size() == 1);
  CHECK(test.told_of("prompt"));
  test.be_sure_of(test.game.golf->prompt());
  test.draw();
  CHECK(test.game.golf->over());
}

TEST_CASE("golf: what is wiped or replaced stays spent") {
  PlayTest test;
  test.start(GameKind::kGolf, {.seed = 1});
  test.be_sure_of((test.game.golf->prompt() + 1) % 10);
  const Drawing line = {{{0, 0}, {0, 10}}};
  for (int times = 1; times <= 2; ++times) {
    put_on_pad(test.core, line);
    test.play.on_drawn(true);
    CHECK(test.game.golf->ink() == times * 112);
  }
  clear_pad(test.core);
  CHECK(test.game.golf->ink() == 224);
}

TEST_CASE("the duel waits for its pictures, and its network is the one that it began with") {
  PlayTest test;
  test.be_sure_of(4);
  test.start(GameKind::kDuel, {.seed = 1, .rounds = 1});
  CHECK(test.host.count<TestPicturesCommand>() == 1);
  TestPicturesEvent pictures{.pixels = std::vector<std::uint8_t>(2 * 784, 100), .labels = {4, 4}};
  apply_event(test.core, pictures);
  REQUIRE(test.game.duel.has_value());
  test.be_sure_of(5);
  CHECK(test.game.duel->current().network.digit == 4);
  CHECK(test.play.advance(10));
  // Pictures that nobody waits for change nothing.
  test.leave();
  apply_event(test.core, pictures);
  CHECK_FALSE(test.game.duel.has_value());
}

TEST_CASE("best scores are kept for each game and each accuracy of the network") {
  PlayTest test;
  test.state.model.test_accuracy = 0.981;
  const auto best_so_far = [&] {
    return best_score(test.state.best_scores, GameKind::kGolf, test.state.model.test_accuracy);
  };
  const auto play_golf = [&](int strokes_first) {
    test.start(GameKind::kGolf, {.seed = 1});
    while (!test.game.golf->over()) {
      test.be_sure_of((test.game.golf->prompt() + 1) % 10);
      for (int i = 0; i < strokes_first; ++i) test.draw();
      test.be_sure_of(test.game.golf->prompt());
      test.draw();
    }
    return test.game.new_best;
  };
  CHECK_FALSE(best_so_far().has_value());
  CHECK(play_golf(0));
  const int best = *best_so_far();
  CHECK_FALSE(play_golf(1));  // More ink is worse.
  CHECK(best_so_far() == best);
  test.state.model.test_accuracy = 0.95;
  CHECK_FALSE(best_so_far().has_value());
  test.state.model.test_accuracy = 0.989;
  CHECK(best_so_far() == best);
  // A short game of somebody's link is no match for a whole one.
  test.start(GameKind::kGolf, {.seed = 1, .rounds = 1});
  test.be_sure_of(test.game.golf->prompt());
  test.draw();
  CHECK_FALSE(test.game.new_best);
}

TEST_CASE("in a game the network guesses aloud, and thinks better of it") {
  PlayTest test;
  test.state.model.origin = Model::Origin::kTrained;
  test.start(GameKind::kSprint, {.seed = 1});
  test.be_sure_of(1);
  pen_down(test.core, {0.2f, 0.2f});
  CHECK(guess_of(test.state).line == "A 1, I think. 100%");
  test.be_sure_of(7);
  predict_drawing(test.core);
  CHECK(guess_of(test.state).line == "A 1? ... No, a 7.");
  pen_up(test.core);
  clear_pad(test.core);
  pen_down(test.core, {0.3f, 0.2f});
  CHECK(guess_of(test.state).line == "A 7, I think. 100%");
}

TEST_CASE("a game gives the drawing back that it took, and another place shows it meanwhile") {
  PlayTest test;
  put_on_pad(test.core, {{{0, 0}, {6, 0}, {2, 10}}});
  const Drawing own = test.state.pad.strokes;
  test.start(GameKind::kSprint, {.seed = 1});
  CHECK(is_empty(test.state.pad.strokes));
  test.draw();
  const Drawing in_game = test.state.pad.strokes;
  go_to(test.core, test.other);
  CHECK(test.state.pad.strokes == own);
  go_to(test.core, test.other);
  CHECK(test.state.pad.strokes == own);
  go_to(test.core, test.play);
  CHECK(test.state.pad.strokes == in_game);
  CHECK(test.state.visitors_pad().strokes == own);
  test.start(GameKind::kGolf, {.seed = 1});  // The sprint was not left before.
  test.draw();
  test.leave();
  CHECK(test.state.pad.strokes == own);

  test.start(GameKind::kSprint, {.seed = 1});
  go_to(test.core, test.other);
  test.start(GameKind::kSprint, {.seed = 1});  // A link may start it from elsewhere.
  test.leave();
  CHECK(test.state.pad.strokes == own);
}

TEST_CASE("what is drawn in another place is no part of a game") {
  PlayTest test;
  test.start(GameKind::kSprint, {.seed = 1});
  test.be_sure_of(test.game.sprint->prompt());
  go_to(test.core, test.other);
  test.draw();
  CHECK(test.game.sprint->score() == 0);
  test.start(GameKind::kGolf, {.seed = 1});
  go_to(test.core, test.other);
  test.draw();
  clear_pad(test.core);
  CHECK(test.game.golf->ink() == 0);
}

TEST_CASE("what was drawn is on the card, and the drop reacts") {
  PlayTest test;
  test.start(GameKind::kSprint, {.seed = 1});
  const auto read_one = [&] {
    test.be_sure_of(test.game.sprint->prompt());
    test.draw();
  };
  read_one();
  CHECK(test.state.mood.shown() != Mood::Face::kProud);
  read_one();
  read_one();
  CHECK(test.state.mood.shown() == Mood::Face::kProud);
  act(test.core, SkipPrompt{});
  CHECK(test.state.mood.shown() == Mood::Face::kSheepish);
  CHECK(test.game.drawings.size() == 3);
  act(test.core, ShareCard{});
  CHECK(test.host.card.drawings.size() == 3 * 784);
  CHECK(*std::max_element(test.host.card.drawings.begin(), test.host.card.drawings.end()) > 200);
  CHECK(test.game.card_saved);
}

TEST_CASE("a finished game has a code, which is kept, copied and told to the embedding page") {
  PlayTest test;
  test.start(GameKind::kGolf, {.seed = 7, .rounds = 1});
  test.core.now_ms = 1'000;
  test.play.advance(0);
  test.core.now_ms = 4'000;
  test.play.advance(0);
  CHECK(test.game.code.empty());
  test.be_sure_of(test.game.golf->prompt());
  test.draw();
  REQUIRE(test.game.golf->over());
  REQUIRE(test.state.result_codes.size() == 1);
  const std::string code = test.state.result_codes.back();
  CHECK(test.game.code == code);
  CHECK(test.told.find("\"code\":\"" + code + "\"") != std::string::npos);
  const CodeReading reading = read_code(code);
  CHECK(reading.fault == CodeFault::kNone);
  CHECK(reading.result.game == GameKind::kGolf);
  CHECK(reading.result.score == test.game.golf->score());
  CHECK(reading.result.seconds == 3);
  CHECK(reading.result.seed == 7);
  CHECK_FALSE(test.host.records[SavedPart::kVisitor].empty());
  act(test.core, CopyCode{code});
  CHECK(test.host.copied_code == code);
}

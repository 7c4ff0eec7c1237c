#include "places/learn/teaching_lesson.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "app/core/drawing.h"
#include "app/core/user_drawings.h"
#include "places/learn/learn.h"
#include "places/learn/learn_place.h"
#include "unit/app/test_core.h"

using namespace inkling;

namespace {

// TeachingTest has lesson 8 open and an empty pad.
struct TeachingTest : TestPlace<LearnPlace> {
  TeachingTest() {
    state.model.network.initialise(1);
    place.act(OpenLesson{8});
  }
  // Draws a stroke from the left to the right at this height.
  void draw(float y) {
    pen_down(core, {0.2f, y});
    pen_move(core, {0.8f, y});
    pen_up(core);
    predict_drawing(core);
  }
  // Keeps a drawing of the symbol, without learning it.
  void keep(float y) {
    draw(y);
    place.act(KeepSymbol{});
  }
  // Makes a network that takes everything for `label`.
  void answer_always(int label) {
    auto& network = state.model.network;
    const auto biases = network.layer(network.layer_count() - 1).biases;
    std::fill(biases.begin(), biases.end(), 0.0f);
    biases[static_cast<std::size_t>(label)] = 1000;
  }
  void try_it(int meant = kTaughtSymbol) {
    draw(0.5f);
    place.act(TryDrawing{meant});
  }
  // Five drawings are kept, learned, and about to be tried.
  void teach() {
    for (int i = 0; i < 5; ++i) keep(0.1f + 0.1f * static_cast<float>(i));
    answer_always(kTaughtSymbol);
    state.teaching_wanted = false;
    place.act(ShowTeaching{TeachingPart::kOwnHand});
  }
  int steps_done() {
    place.after_frame();
    return place.state().steps_done[8];
  }
  const Teaching& teaching() const { return place.state().teaching; }
  std::string number(std::string_view name) const {
    return inkling::number(lesson_of(8).numbers(state, place.state()), name);
  }
};

}  // namespace

TEST_CASE("lesson 8: each drawing that is kept goes onto the sheet, and the pad is empty again") {
  TeachingTest test;
  test.keep(0.3f);
  test.keep(0.6f);
  CHECK(test.state.symbols() == 1);
  const auto drawings = symbol_drawings(test.state);
  REQUIRE(drawings.size() == 2);
  CHECK(drawings[0]->strokes[0][0].y == 0.3f);
  CHECK(drawings[1]->strokes[0][0].y == 0.6f);
  CHECK(test.state.pad.strokes.empty());
  CHECK(test.state.pad.history.empty());  // Undoing does not bring back what was kept.
  CHECK(test.state.prediction.empty);
  CHECK(test.number("drawings") == "2");
  test.place.act(KeepSymbol{});  // An empty pad is no drawing.
  CHECK(symbol_drawings(test.state).size() == 2);
}

TEST_CASE("lesson 8: five drawings are collected, and the training that follows is the next step") {
  TeachingTest test;
  for (int i = 0; i < 4; ++i) test.keep(0.2f);
  CHECK(test.steps_done() == 0);
  test.keep(0.2f);
  CHECK(test.state.teaching_wanted);
  CHECK(test.steps_done() == 1);
  CHECK_FALSE(symbol_is_learned(test.state));
  apply_event(test.core, FinishedEvent{.teaching = true});
  test.answer_always(3);
  CHECK_FALSE(symbol_is_learned(test.state));  // It was not enough.
  test.answer_always(kTaughtSymbol);
  CHECK(symbol_is_learned(test.state));
  CHECK(test.steps_done() == 2);
}

TEST_CASE("lesson 8: two hands are counted apart, and nothing of their tries is learned or saved") {
  TeachingTest test;
  test.teach();
  CHECK(test.number("own") == "–");
  test.answer_always(kTaughtSymbol);
  for (int i = 0; i < 3; ++i) test.try_it();
  CHECK(test.steps_done() == 3);
  CHECK(test.teaching().part == TeachingPart::kOtherHand);
  test.try_it();
  test.answer_always(4);
  test.try_it();
  CHECK(test.steps_done() == 3);
  test.try_it();
  CHECK(test.steps_done() == 4);
  CHECK(test.number("own") == "3");
  CHECK(test.number("own-tries") == "3");
  CHECK(test.number("other") == "1");
  CHECK(test.number("other-tries") == "3");
  const Teaching::Row& other = test.teaching().row(TeachingPart::kOtherHand);
  CHECK(other[0].recognised());
  CHECK_FALSE(other[1].recognised());
  CHECK(other[1].taken_for == 4);
  CHECK(other[1].strokes[0][0].y == 0.5f);
  CHECK(test.state.user_drawings.size() == 5);
  CHECK_FALSE(test.state.teaching_wanted);
  CHECK(test.state.pad.strokes.empty());
}

TEST_CASE("lesson 8: a full row begins anew, and stays where it is when the others are full") {
  TeachingTest test;
  test.teach();
  for (int i = 0; i < 6; ++i) test.try_it();
  CHECK(test.teaching().part == TeachingPart::kDigits);
  test.place.act(ShowTeaching{TeachingPart::kOwnHand});
  test.try_it();
  CHECK(test.number("own-tries") == "1");
  CHECK(test.number("other-tries") == "3");
  test.try_it();
  test.try_it();
  CHECK(test.teaching().part == TeachingPart::kOwnHand);
}

TEST_CASE("lesson 8: a digit that is still recognised ends it, one that is not does not") {
  TeachingTest test;
  test.teach();
  for (int i = 0; i < 6; ++i) test.try_it();
  CHECK(test.steps_done() == 4);
  test.answer_always(4);
  test.try_it(7);
  CHECK(test.steps_done() == 4);
  CHECK(test.number("digits") == "0");
  test.try_it(4);
  CHECK(test.steps_done() == 5);
  CHECK(test.number("digits") == "1");
  CHECK(test.number("digit-tries") == "2");
}

TEST_CASE("lesson 8: nothing is tried without a drawing, or while the network still learns") {
  TeachingTest test;
  test.teach();
  test.place.act(TryDrawing{kTaughtSymbol});
  test.state.teaching_wanted = true;
  test.try_it();
  CHECK(test.teaching().row(TeachingPart::kOwnHand).empty());
  CHECK_FALSE(test.state.pad.strokes.empty());
}

TEST_CASE("lesson 8 goes on from what was taught before, and knows when it was deleted") {
  TeachingTest test;
  test.teach();
  test.try_it();
  test.place.act(OpenLesson{8});
  CHECK(test.teaching().kept == 0);
  CHECK(test.teaching().row(TeachingPart::kOwnHand).empty());
  CHECK(test.steps_done() == 2);
  test.place.act(ShowTeaching{TeachingPart::kOtherHand});
  CHECK(shown_part(test.state, test.teaching()) == TeachingPart::kOtherHand);
  delete_symbol(test.core, kTaughtSymbol);
  CHECK(shown_part(test.state, test.teaching()) == TeachingPart::kCollecting);
}

TEST_CASE("lesson 8: a run that trains the network has to end before there is a new symbol") {
  TeachingTest test;
  test.state.training.phase = Training::Phase::kRunning;
  test.keep(0.3f);
  CHECK(test.state.symbols() == 0);
  CHECK_FALSE(test.state.pad.strokes.empty());
  test.state.training.phase = Training::Phase::kIdle;
  test.place.act(KeepSymbol{});
  CHECK(symbol_drawings(test.state).size() == 1);
  test.state.training.phase = Training::Phase::kRunning;
  test.keep(0.3f);
  CHECK(symbol_drawings(test.state).size() == 2);
}

#include "app/update.h"

#include <doctest/doctest.h>

#include <numeric>

using namespace inkling;

TEST_CASE("the first touch ends the demonstration, and every stroke is read") {
  State state;
  state.network.initialise(1);
  CHECK(animate(state, 16));
  CHECK_FALSE(state.reading.empty);
  CHECK_FALSE(is_empty(state.demonstration));
  pen_down(state, {0.2f, 0.2f});
  CHECK_FALSE(state.demonstrating);
  pen_move(state, {0.8f, 0.2f});
  pen_move(state, {0.8f, 0.2f});  // no way, no point
  pen_move(state, {0.5f, 0.9f});
  pen_up(state);
  pen_move(state, {0.1f, 0.1f});  // not drawing any more
  read_drawing(state);
  REQUIRE(state.pad.strokes.size() == 1);
  CHECK(state.pad.strokes[0].size() == 3);
  CHECK_FALSE(state.reading.empty);
  const auto& p = state.reading.probabilities;
  CHECK(std::accumulate(p.begin(), p.end(), 0.0f) == doctest::Approx(1));
}

TEST_CASE("undo takes one stroke, clear all") {
  State state;
  for (int i = 0; i < 3; ++i) {
    pen_down(state, {0.1f * static_cast<float>(i), 0.2f});
    pen_up(state);
  }
  undo(state);
  CHECK(state.pad.strokes.size() == 2);
  clear_pad(state);
  CHECK(state.pad.strokes.empty());
  CHECK(state.reading.empty);
  undo(state);
  CHECK(state.pad.strokes.size() == 2);
  for (int i = 0; i < 3; ++i) undo(state);
  CHECK(state.pad.strokes.empty());
}

TEST_CASE("undo gives back what the eraser rubbed out, and no stroke that nobody drew goes") {
  State state;
  pen_down(state, {0.2f, 0.5f});
  for (int i = 1; i <= 60; ++i) pen_move(state, {0.2f + 0.01f * static_cast<float>(i), 0.5f});
  pen_up(state);
  const Drawing drawn = state.pad.strokes;
  eraser_down(state, {0.5f, 0.5f});
  erase_at(state, {0.51f, 0.5f});
  eraser_up(state);
  REQUIRE(state.pad.strokes.size() == 2);
  eraser_down(state, {0.9f, 0.9f});  // nothing is there
  eraser_up(state);
  undo(state);
  CHECK(state.pad.strokes == drawn);
  undo(state);
  CHECK(state.pad.strokes.empty());
  CHECK(state.pad.history.empty());
}

TEST_CASE("of many erasures the oldest are forgotten, and the strokes stay") {
  State state;
  for (int i = 0; i < 200; ++i) {
    pen_down(state, {0.5f, 0.5f});
    pen_move(state, {0.6f, 0.5f});
    pen_up(state);
    eraser_down(state, {0.5f, 0.5f});
    eraser_up(state);
  }
  CHECK(state.pad.history.size() < 100);
  const std::size_t strokes = state.pad.strokes.size();
  CHECK(strokes == 200);
  while (!state.pad.history.empty()) undo(state);
  CHECK(state.pad.strokes.size() > 100);
}

TEST_CASE("a pen that goes on after its stroke was taken away begins another one") {
  State state;
  pen_down(state, {0.2f, 0.2f});
  state.pad.strokes.clear();
  pen_move(state, {0.5f, 0.5f});
  pen_move(state, {0.6f, 0.5f});
  REQUIRE(state.pad.strokes.size() == 1);
  CHECK(state.pad.strokes[0].size() == 2);
}

TEST_CASE("a drawing from outside lies in the middle of the pad, whatever its scale") {
  State state;
  put_on_pad(state, {{{1000, 5000}, {3000, 5000}}, {{2000, 6000}}});
  REQUIRE(state.pad.strokes.size() == 2);
  const Stroke& bar = state.pad.strokes[0];
  CHECK(bar[0].x + bar[1].x == doctest::Approx(1));
  CHECK(bar[1].x - bar[0].x == doctest::Approx(0.62));
  for (const Stroke& stroke : state.pad.strokes) {
    for (const InkPoint& p : stroke) {
      CHECK(p.x > 0);
      CHECK(p.y < 1);
    }
  }
}

TEST_CASE("new weights are read with at once, and forget what was measured of the old ones") {
  State state;
  put_on_pad(state, {{{0, 0}, {1, 1}}});
  state.test_accuracy = 0.9;
  WeightsEvent weights{.layers = {784, 10},
                       .activation = Activation::kRelu,
                       .parameters = std::vector<float>(7850, 0),
                       .trained = true};
  weights.parameters[7840 + 6] = 5;  // the bias of "6"
  apply_event(state, weights);
  CHECK(state.network.shape().layers == std::vector<int>{784, 10});
  CHECK(state.reading.likeliest() == 6);
  CHECK(state.trained);
  CHECK_FALSE(state.test_accuracy.has_value());
}

TEST_CASE("a run draws curves over epochs") {
  State state;
  apply_event(state, RunStateEvent{.running = true, .waiting_for_data = true});
  CHECK(state.training.phase == Training::Phase::kWaitingForData);
  apply_event(state, ProgressEvent{.epoch = 1,
                                   .epochs = 5,
                                   .step = 100,
                                   .steps = 500,
                                   .train_loss = 0.5,
                                   .has_test_sample = true,
                                   .test_loss = 0.4});
  CHECK(state.training.phase == Training::Phase::kRunning);
  CHECK(state.training.train_curve.back().epochs == doctest::Approx(1));
  CHECK(state.training.test_curve.back().loss == doctest::Approx(0.4));
  apply_event(state, RunStateEvent{.running = false});
  CHECK(state.training.phase == Training::Phase::kPaused);
  apply_event(state, FinishedEvent{.test_accuracy = 0.98});
  CHECK(state.training.phase == Training::Phase::kIdle);
  CHECK(state.test_accuracy == 0.98);
}

TEST_CASE("bars arrive where they are going; without motion at once") {
  State state;
  put_on_pad(state, {{{0, 0}, {1, 1}}});
  state.reading.probabilities[3] = 1;
  int frames = 0;
  while (animate(state, 16) && frames < 1000) ++frames;
  CHECK(frames > 5);
  CHECK(frames < 60);
  CHECK(state.bars == state.reading.probabilities);
  state.bars = {};
  state.preferences.reduced_motion = true;
  animate(state, 16);
  CHECK_FALSE(animate(state, 16));
  CHECK(state.bars == state.reading.probabilities);
}

TEST_CASE("without motion the demonstration is a still picture") {
  State state;
  state.preferences.reduced_motion = true;
  animate(state, 16);
  const Drawing first = state.demonstration;
  CHECK(first[0].size() > 20);
  CHECK_FALSE(animate(state, 500));
  CHECK(state.demonstration[0].size() == first[0].size());
}

TEST_CASE("an error while training offers to train again; one of divergence does not") {
  State state;
  state.training.phase = Training::Phase::kRunning;
  apply_event(state, ErrorEvent{.code = ErrorCode::kUnreachable, .message = "", .file = "x"});
  CHECK(state.notice->retry_training);
  CHECK(state.notice->subject == "x");
  // The run is over now; a second file that fails does not make it unwanted.
  state.training.phase = Training::Phase::kIdle;
  apply_event(state, ErrorEvent{.code = ErrorCode::kUnreachable, .message = "", .file = "y"});
  CHECK(state.notice->retry_training);
  apply_event(state, ErrorEvent{.code = ErrorCode::kDiverged, .message = "", .file = ""});
  CHECK_FALSE(state.notice->retry_training);
}

TEST_CASE("the curve of the test data ends with the number that is shown beside it") {
  State state;
  Training& training = state.training;
  const auto finish = [&](double accuracy, bool teaching) {
    apply_event(state,
                FinishedEvent{.test_loss = 0.1, .test_accuracy = accuracy, .teaching = teaching});
    CHECK(state.test_accuracy == accuracy);
  };
  // A stop in the middle: the quick look at some images gives way to the test of all.
  apply_event(state, ProgressEvent{.epoch = 1,
                                   .epochs = 2,
                                   .step = 10,
                                   .steps = 40,
                                   .has_test_sample = true,
                                   .test_accuracy = 0.97});
  finish(0.9657, false);
  REQUIRE(training.test_curve.size() == 1);
  CHECK(training.test_curve.back().accuracy == doctest::Approx(0.9657));
  CHECK(training.test_curve.back().epochs == doctest::Approx(0.5));
  // A run to its end: the last epoch has been measured.
  apply_event(state, ProgressEvent{.epoch = 2, .epochs = 2, .step = 40, .steps = 40});
  apply_event(state, EpochEvent{.epoch = 2, .test_accuracy = 0.98});
  finish(0.98, false);
  CHECK(training.test_curve.size() == 2);
  // What is taught afterwards changes the number, and the curve's end with it.
  finish(0.99, true);
  REQUIRE(training.test_curve.size() == 3);
  CHECK(training.test_curve.back().accuracy == doctest::Approx(0.99));
  // Where nothing has been plotted there is no curve to end.
  State taught;
  apply_event(taught, FinishedEvent{.test_accuracy = 0.99, .teaching = true});
  CHECK(taught.training.test_curve.empty());
}

TEST_CASE("a unit that another network does not have is looked at no more, drawing or not") {
  for (const bool drawn : {true, false}) {
    State state;
    state.place = Place::kInside;
    state.network.initialise(1);
    if (drawn) put_on_pad(state, {{{0, 0}, {1, 1}}});
    state.inside.unit = Inside::Unit{0, 400};
    look_inside(state);
    CHECK(state.inside.unit.has_value());
    state.network = Network<float>({.layers = {784, 32, 10}});
    look_inside(state);
    CHECK_FALSE(state.inside.unit.has_value());
  }
}

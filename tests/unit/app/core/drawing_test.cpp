#include "app/core/drawing.h"

#include <doctest/doctest.h>

#include <numeric>

#include "unit/app/test_core.h"

using namespace inkling;

TEST_CASE("the first touch ends the demonstration, and every stroke is read") {
  TestCore test;
  State& state = test.state;
  state.model.network.initialise(1);
  CHECK(animate(test.core, 16));
  CHECK_FALSE(state.prediction.empty);
  CHECK_FALSE(is_empty(state.demonstration));
  pen_down(test.core, {0.2f, 0.2f});
  CHECK_FALSE(state.demonstrating);
  pen_move(test.core, {0.8f, 0.2f});
  pen_move(test.core, {0.8f, 0.2f});  // The pen has not moved, so no point is added.
  pen_move(test.core, {0.5f, 0.9f});
  pen_up(test.core);
  pen_move(test.core, {0.1f, 0.1f});  // The pen is up.
  predict_drawing(test.core);
  REQUIRE(state.pad.strokes.size() == 1);
  CHECK(state.pad.strokes[0].size() == 3);
  CHECK_FALSE(state.prediction.empty);
  const auto& p = state.prediction.probabilities;
  CHECK(std::accumulate(p.begin(), p.end(), 0.0f) == doctest::Approx(1));
}

TEST_CASE("undo takes one stroke, clear all") {
  TestCore test;
  State& state = test.state;
  for (int i = 0; i < 3; ++i) {
    pen_down(test.core, {0.1f * static_cast<float>(i), 0.2f});
    pen_up(test.core);
  }
  undo_on_pad(test.core);
  CHECK(state.pad.strokes.size() == 2);
  clear_pad(test.core);
  CHECK(state.pad.strokes.empty());
  CHECK(state.prediction.empty);
  undo_on_pad(test.core);
  CHECK(state.pad.strokes.size() == 2);
  for (int i = 0; i < 3; ++i) undo_on_pad(test.core);
  CHECK(state.pad.strokes.empty());
}

TEST_CASE("undo gives back what the eraser rubbed out, and no stroke that nobody drew goes") {
  TestCore test;
  State& state = test.state;
  pen_down(test.core, {0.2f, 0.5f});
  for (int i = 1; i <= 60; ++i) pen_move(test.core, {0.2f + 0.01f * static_cast<float>(i), 0.5f});
  pen_up(test.core);
  const Drawing drawn = state.pad.strokes;
  begin_erasing(state.pad, {0.5f, 0.5f});
  erase_at(state.pad, {0.51f, 0.5f});
  end_erasing(state.pad);
  REQUIRE(state.pad.strokes.size() == 2);
  begin_erasing(state.pad, {0.9f, 0.9f});  // Nothing is there.
  end_erasing(state.pad);
  undo_on_pad(test.core);
  CHECK(state.pad.strokes == drawn);
  undo_on_pad(test.core);
  CHECK(state.pad.strokes.empty());
  CHECK(state.pad.history.empty());
}

TEST_CASE("of many erasures the oldest are forgotten, and the strokes stay") {
  TestCore test;
  State& state = test.state;
  for (int i = 0; i < 200; ++i) {
    pen_down(test.core, {0.5f, 0.5f});
    pen_move(test.core, {0.6f, 0.5f});
    pen_up(test.core);
    begin_erasing(state.pad, {0.5f, 0.5f});
    end_erasing(state.pad);
  }
  CHECK(state.pad.history.size() < 100);
  const std::size_t strokes = state.pad.strokes.size();
  CHECK(strokes == 200);
  while (!state.pad.history.empty()) undo_on_pad(test.core);
  CHECK(state.pad.strokes.size() > 100);
}

TEST_CASE("a pen that goes on after its stroke was taken away begins another one") {
  TestCore test;
  State& state = test.state;
  pen_down(test.core, {0.2f, 0.2f});
  state.pad.strokes.clear();
  pen_move(test.core, {0.5f, 0.5f});
  pen_move(test.core, {0.6f, 0.5f});
  REQUIRE(state.pad.strokes.size() == 1);
  CHECK(state.pad.strokes[0].size() == 2);
}

TEST_CASE("a drawing from outside lies in the middle of the pad, whatever its scale") {
  TestCore test;
  State& state = test.state;
  put_on_pad(test.core, {{{1000, 5000}, {3000, 5000}}, {{2000, 6000}}});
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
  TestCore test;
  State& state = test.state;
  put_on_pad(test.core, {{{0, 0}, {1, 1}}});
  state.model.test_accuracy = 0.9;
  WeightsEvent weights{.layers = {784, 10},
                       .activation = Activation::kRelu,
                       .parameters = std::vector<float>(7850, 0),
                       .trained = true};
  weights.parameters[7840 + 6] = 5;  // This is the bias of "6".
  apply_event(test.core, weights);
  CHECK(state.model.network.shape().layers == std::vector<int>{784, 10});
  CHECK(state.prediction.likeliest() == 6);
  CHECK(state.model.trained());
  CHECK_FALSE(state.model.test_accuracy.has_value());
}

TEST_CASE("a run draws curves over epochs") {
  TestCore test;
  State& state = test.state;
  apply_event(test.core, RunStateEvent{.running = true, .waiting_for_data = true});
  CHECK(state.training.phase == Training::Phase::kWaitingForData);
  apply_event(test.core, ProgressEvent{.epoch = 1,
                                       .epochs = 5,
                                       .step = 100,
                                       .steps = 500,
                                       .train_loss = 0.5,
                                       .has_test_sample = true,
                                       .test_loss = 0.4});
  CHECK(state.training.phase == Training::Phase::kRunning);
  CHECK(state.training.train_curve.back().epochs == doctest::Approx(1));
  CHECK(state.training.test_curve.back().loss == doctest::Approx(0.4));
  apply_event(test.core, RunStateEvent{.running = false});
  CHECK(state.training.phase == Training::Phase::kPaused);
  apply_event(test.core, FinishedEvent{.test_accuracy = 0.98});
  CHECK(state.training.phase == Training::Phase::kIdle);
  CHECK(state.model.test_accuracy == 0.98);
}

TEST_CASE("bars arrive where they are going; without motion at once") {
  TestCore test;
  State& state = test.state;
  put_on_pad(test.core, {{{0, 0}, {1, 1}}});
  state.prediction.probabilities[3] = 1;
  int frames = 0;
  while (animate(test.core, 16) && frames < 1000) ++frames;
  CHECK(frames > 5);
  CHECK(frames < 60);
  CHECK(state.bars == state.prediction.probabilities);
  state.bars = {};
  state.preferences.reduced_motion = true;
  animate(test.core, 16);
  CHECK_FALSE(animate(test.core, 16));
  CHECK(state.bars == state.prediction.probabilities);
}

TEST_CASE("without motion the demonstration is a still picture") {
  TestCore test;
  State& state = test.state;
  state.preferences.reduced_motion = true;
  animate(test.core, 16);
  const Drawing first = state.demonstration;
  CHECK(first[0].size() > 20);
  CHECK_FALSE(animate(test.core, 500));
  CHECK(state.demonstration[0].size() == first[0].size());
}

TEST_CASE("an error while training offers to train again; one of divergence does not") {
  TestCore test;
  State& state = test.state;
  state.training.phase = Training::Phase::kRunning;
  apply_event(test.core, ErrorEvent{.code = ErrorCode::kUnreachable, .message = "", .file = "x"});
  CHECK(state.notice->retry_training);
  CHECK(state.notice->subject == "x");
  // The run is over now; a second file that fails does not make it unwanted.
  state.training.phase = Training::Phase::kIdle;
  apply_event(test.core, ErrorEvent{.code = ErrorCode::kUnreachable, .message = "", .file = "y"});
  CHECK(state.notice->retry_training);
  apply_event(test.core, ErrorEvent{.code = ErrorCode::kDiverged, .message = "", .file = ""});
  CHECK_FALSE(state.notice->retry_training);
}

TEST_CASE("the curve of the test data ends with the number that is shown beside it") {
  TestCore test;
  State& state = test.state;
  Training& training = state.training;
  const auto finish = [&](double accuracy, bool teaching) {
    apply_event(test.core,
                FinishedEvent{.test_loss = 0.1, .test_accuracy = accuracy, .teaching = teaching});
    CHECK(state.model.test_accuracy == accuracy);
  };
  // After a stop in the middle, the quick look at some images gives way to the test of all.
  apply_event(test.core, ProgressEvent{.epoch = 1,
                                       .epochs = 2,
                                       .step = 10,
                                       .steps = 40,
                                       .has_test_sample = true,
                                       .test_accuracy = 0.97});
  finish(0.9657, false);
  REQUIRE(training.test_curve.size() == 1);
  CHECK(training.test_curve.back().accuracy == doctest::Approx(0.9657));
  CHECK(training.test_curve.back().epochs == doctest::Approx(0.5));
  // After a run to its end, the last epoch has been measured.
  apply_event(test.core, ProgressEvent{.epoch = 2, .epochs = 2, .step = 40, .steps = 40});
  apply_event(test.core, EpochEvent{.epoch = 2, .test_accuracy = 0.98});
  finish(0.98, false);
  CHECK(training.test_curve.size() == 2);
  // What is taught afterwards changes the number, and the curve's end with it.
  finish(0.99, true);
  REQUIRE(training.test_curve.size() == 3);
  CHECK(training.test_curve.back().accuracy == doctest::Approx(0.99));
  // Where nothing has been plotted there is no curve to end.
  TestCore taught;
  apply_event(taught.core, FinishedEvent{.test_accuracy = 0.99, .teaching = true});
  CHECK(taught.state.training.test_curve.empty());
}

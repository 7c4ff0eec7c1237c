#include "places/draw/learning_scene.h"

#include <doctest/doctest.h>

#include "app/core/actions.h"
#include "app/core/drawing.h"
#include "places/draw/draw_place.h"
#include "unit/app/test_core.h"

using namespace inkling;

namespace {

using Phase = LearningScene::Phase;

// SceneTest has Draw, and an engine that takes each step at once.
struct SceneTest : TestPlace<DrawPlace> {
  SceneTest() { put_on_pad(core, {{{0, 0}, {6, 0}, {2, 10}}}); }

  void watch() { act(core, WatchMeLearn{}); }
  // Plays frames of 20 ms; the engine answers each command for a step.
  void play(double milliseconds) {
    for (double at = 0; at < milliseconds; at += 20) {
      place.advance(20);
      for (const Command& command : std::exchange(host.commands, {})) {
        trainings += std::holds_alternative<TrainCommand>(command) ? 1 : 0;
        const auto* train = std::get_if<TrainCommand>(&command);
        const auto* resume = std::get_if<ResumeCommand>(&command);
        const bool step =
            (train != nullptr && train->one_step) || (resume != nullptr && resume->one_step);
        if (!step) continue;
        ++steps;
        apply_event(core, RunStateEvent{.running = true});
        apply_event(core, ProgressEvent{.epochs = 5, .step = steps, .steps = 2345});
        apply_event(core, RunStateEvent{.running = false});
      }
      if (place.scene().phase() == Phase::kFullSpeed) return;
    }
  }
  void finish(bool stopped = false) {
    apply_event(core, FinishedEvent{.epochs = 5, .test_accuracy = 0.98, .stopped = stopped});
  }

  int trainings = 0;
  int steps = 0;
};

}  // namespace

TEST_CASE("the scene scatters the weights, takes steps one by one, ever faster, and lets go") {
  SceneTest test;
  test.watch();
  CHECK(test.host.count<ResetCommand>() == 1);
  CHECK(test.host.count<TrainCommand>() == 0);
  test.play(1000);
  CHECK(test.place.scene().phase() == Phase::kScattering);
  CHECK(test.steps == 0);
  test.play(1000);
  const int early = test.steps;
  CHECK(early >= 1);
  CHECK(early < 5);
  CHECK(test.state.training.phase == Training::Phase::kRunning);  // It does not show as paused.
  CHECK(test.place.scene().images_seen() == early * 128);
  test.play(20'000);
  CHECK(test.place.scene().phase() == Phase::kFullSpeed);
  CHECK(test.steps > 30);
  CHECK(test.trainings == 1);
  CHECK_FALSE(test.state.training.paced);
  test.finish();
  CHECK(test.place.scene().phase() == Phase::kDone);
  // What came of it stands there until somebody draws.
  pen_down(test.core, {0.5f, 0.5f});
  CHECK(test.place.scene().phase() == Phase::kNone);
}

TEST_CASE("a touch lets the run go at any moment of the scene") {
  for (const double after_ms : {200.0, 3000.0}) {
    SceneTest test;
    test.watch();
    test.play(after_ms);
    act(test.core, HurryScene{});
    CHECK(test.place.scene().phase() == Phase::kFullSpeed);
    const Command& last = test.host.commands.back();
    const auto* train = std::get_if<TrainCommand>(&last);
    const auto* resume = std::get_if<ResumeCommand>(&last);
    CHECK(((train != nullptr && !train->one_step) || (resume != nullptr && !resume->one_step)));
  }
}

TEST_CASE("who pauses the run in the scene has it paused") {
  SceneTest test;
  test.watch();
  test.play(3000);
  act(test.core, PauseTraining{});
  CHECK(test.host.count<PauseCommand>() == 1);
  apply_event(test.core, RunStateEvent{.running = false});
  const int steps = test.steps;
  test.host.commands.clear();
  for (int i = 0; i < 100; ++i) test.place.advance(20);
  CHECK(test.host.commands.empty());
  CHECK(test.steps == steps);
  CHECK(test.state.training.phase == Training::Phase::kPaused);
}

TEST_CASE("another place, a stop, and a failure end the scene") {
  for (int ending = 0; ending < 3; ++ending) {
    SceneTest test;
    test.watch();
    test.play(3000);
    if (ending == 0) {
      OtherPlace other;
      go_to(test.core, other);
      CHECK(test.place.scene().phase() == Phase::kFullSpeed);
      continue;
    }
    if (ending == 1) test.finish(true);
    if (ending == 2) {
      apply_event(test.core,
                  ErrorEvent{.code = ErrorCode::kUnreachable, .message = "", .file = ""});
    }
    CHECK(test.place.scene().phase() == Phase::kNone);
  }
}

TEST_CASE("who likes no motion, and a network that learns on, train at once") {
  for (const bool still : {true, false}) {
    SceneTest test;
    test.state.preferences.reduced_motion = still;
    if (!still) test.state.model.origin = Model::Origin::kTrained;
    test.watch();
    CHECK(test.place.scene().phase() == Phase::kNone);
    REQUIRE(test.host.count<TrainCommand>() == 1);
    CHECK_FALSE(std::get<TrainCommand>(test.host.commands.back()).one_step);
  }
}

#include "engine/training_run.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "unit/engine/engine_fixture.h"

namespace {

constexpr double kNoLimit = std::numeric_limits<double>::infinity();
constexpr RequestId kTrain = 1;

// RunFixture has a real run and what surrounds it. What can become of the run is chosen before it
// begins.
struct RunFixture : EngineFixture {
  struct Conditions {
    std::vector<std::string> files;  // These have arrived.
    int epochs = 2;
    bool diverges = false;
  };

  explicit RunFixture(const Conditions& conditions) {
    Network<float> network({.layers = {784, 8, 10}});
    network.initialise(3);
    model.replace(std::move(network), false, kNoRequest);
    data.request({.training_images = 600});
    for (const std::string& file : conditions.files) deliver(file);
    Settings settings;
    settings.hidden = {8};
    settings.epochs = conditions.epochs;
    settings.batch_size = 20;
    settings.train_images = 600;
    if (conditions.diverges) {
      settings.optimizer = OptimizerKind::kSgd;
      settings.learning_rate = 1e6;
    }
    TrainingRun::Plan plan;
    plan.settings = settings;
    plan.requests = {kTrain};
    run.emplace(context, std::move(plan));
  }

  void arrive(const std::string& file) {
    deliver(file);
    run->data_arrived();
  }

  RequestId newest = kTrain;
  std::optional<TrainingRun> run;
};

const std::vector<std::string> kAllFiles = {"manifest.json", "train-0.shard", "test-0.shard",
                                            "train-200.shard", "train-400.shard"};

// Returns what must have arrived, and what must be wanted, so that a run can be in `state` and then
// be given `input`.
RunFixture::Conditions conditions_for(RunState state, RunInput input) {
  RunFixture::Conditions conditions{.files = kAllFiles};
  const bool waits = state == RunState::kWaiting || state == RunState::kPausedWaiting;
  if (waits) conditions.files = {"manifest.json", "test-0.shard"};
  if (input == RunInput::kDataMissing) conditions.files.resize(3);
  if (input == RunInput::kDataFailed && !waits) std::erase(conditions.files, "test-0.shard");
  const bool one_epoch = state == RunState::kLastEpoch || input == RunInput::kLastEpochEnded;
  if (one_epoch) conditions.epochs = 1;
  conditions.diverges = input == RunInput::kDiverged;
  return conditions;
}

void bring_to(RunFixture& fixture, RunState state) {
  TrainingRun& run = *fixture.run;
  switch (state) {
    case RunState::kWaiting:
      run.step(kNoLimit);
      break;
    case RunState::kTraining:
      break;
    case RunState::kPaused:
      run.pause(++fixture.newest);
      break;
    case RunState::kPausedWaiting:
      run.step(kNoLimit);
      run.pause(++fixture.newest);
      break;
    case RunState::kEpoch:
    case RunState::kLastEpoch:
      run.step(kNoLimit);
      break;
    case RunState::kEpochPaused:
      run.step(kNoLimit);
      run.pause(++fixture.newest);
      break;
    case RunState::kEpochStopped:
      run.step(kNoLimit);
      run.stop(++fixture.newest);
      break;
    case RunState::kStopped:
      run.stop(++fixture.newest);
      break;
    case RunState::kDone:
      run.end();
      break;
  }
}

// Tells whether an input comes from outside, at any time. The others come from a step.
bool comes_from_outside(RunInput input) {
  switch (input) {
    case RunInput::kDataArrived:
    case RunInput::kDataFailed:
    case RunInput::kPause:
    case RunInput::kResume:
    case RunInput::kStop:
    case RunInput::kEnd:
      return true;
    case RunInput::kDataMissing:
    case RunInput::kEpochEnded:
    case RunInput::kLastEpochEnded:
    case RunInput::kEvaluated:
    case RunInput::kDiverged:
      return false;
  }
  return false;
}

void give(RunFixture& fixture, RunInput input) {
  TrainingRun& run = *fixture.run;
  switch (input) {
    case RunInput::kDataArrived:
      return fixture.arrive("train-0.shard");
    case RunInput::kDataFailed:
      return run.data_failed({.code = ErrorCode::kUnreachable, .message = "gone", .file = "file"});
    case RunInput::kPause:
      return run.pause(++fixture.newest);
    case RunInput::kResume:
      return run.resume(++fixture.newest, false);
    case RunInput::kStop:
      return run.stop(++fixture.newest);
    case RunInput::kEnd:
      return run.end();
    case RunInput::kDataMissing:
    case RunInput::kEpochEnded:
    case RunInput::kLastEpochEnded:
    case RunInput::kEvaluated:
    case RunInput::kDiverged:
      return run.step(kNoLimit);
  }
}

template <class Visit>
void for_each_pair(Visit visit) {
  for (int state = 0; state < kRunStates; ++state) {
    for (int input = 0; input < kRunInputs; ++input) {
      INFO("state ", state, ", input ", input);
      visit(static_cast<RunState>(state), static_cast<RunInput>(input));
    }
  }
}

}  // namespace

TEST_CASE(
    "the table has each pair of a state and an input once at most, and nothing after the end") {
  std::set<std::pair<RunState, RunInput>> pairs;
  for (const RunTransition& transition : kRunTransitions) {
    CHECK(pairs.emplace(transition.from, transition.input).second);
    CHECK(transition.from != RunState::kDone);
  }
  for_each_pair([](RunState state, RunInput input) {
    const bool ends = state != RunState::kDone && input == RunInput::kEnd;
    if (ends) CHECK(next_run_state(state, input) == RunState::kDone);
  });
}

TEST_CASE("a run goes through every row of the table") {
  for_each_pair([](RunState state, RunInput input) {
    const std::optional<RunState> next = next_run_state(state, input);
    if (!next) return;
    RunFixture fixture(conditions_for(state, input));
    bring_to(fixture, state);
    REQUIRE(fixture.run->state() == state);
    give(fixture, input);
    CHECK(fixture.run->state() == *next);

    // However it goes on, each command has one answer in the end.
    fixture.run->end();
    for (RequestId request = kTrain; request <= fixture.newest; ++request) {
      INFO("request ", request);
      CHECK(fixture.answers_to(request).size() == 1);
    }
  });
}

TEST_CASE("a run refuses what the table has not") {
  for_each_pair([](RunState state, RunInput input) {
    if (next_run_state(state, input) || !comes_from_outside(input)) return;
    RunFixture fixture(conditions_for(state, RunInput::kEnd));
    bring_to(fixture, state);
    REQUIRE(fixture.run->state() == state);
    const RequestId before = fixture.newest;
    give(fixture, input);
    CHECK(fixture.run->state() == state);
    if (fixture.newest == before) return;
    const auto answers = fixture.answers_to(fixture.newest);
    REQUIRE(answers.size() == 1);
    CHECK(std::get<ErrorEvent>(answers[0]).code == ErrorCode::kNotTraining);
  });
}

TEST_CASE("a step leads nowhere that the table does not tell") {
  for (int i = 0; i < kRunStates; ++i) {
    INFO("state ", i);
    const RunState state = static_cast<RunState>(i);
    RunFixture fixture(conditions_for(state, RunInput::kEnd));
    bring_to(fixture, state);
    const bool had_work = fixture.run->has_work();
    fixture.run->step(kNoLimit);
    bool told = fixture.run->state() == state;
    for (int input = 0; input < kRunInputs; ++input) {
      if (comes_from_outside(static_cast<RunInput>(input))) continue;
      told = told || next_run_state(state, static_cast<RunInput>(input)) == fixture.run->state();
    }
    CHECK(told);
    CHECK(had_work == (fixture.run->state() != state));
  }
}

TEST_CASE("data that comes too late for the evaluation fails a run that has trained to its end") {
  RunFixture fixture(
      {.files = {"manifest.json", "train-0.shard", "train-200.shard", "train-400.shard"},
       .epochs = 1});
  const auto failure = fixture.data.fetch_failed("test-0.shard", {ErrorCode::kUnreachable, "gone"});
  REQUIRE(failure.has_value());
  fixture.run->data_failed(*failure);
  CHECK(fixture.run->state() == RunState::kTraining);  // It does not need that yet.
  fixture.run->step(kNoLimit);
  CHECK(fixture.run->done());
  const auto answers = fixture.answers_to(kTrain);
  REQUIRE(answers.size() == 1);
  CHECK(std::get<ErrorEvent>(answers[0]).code == ErrorCode::kUnreachable);
  bool told = false;
  for (const EngineMessage& message : fixture.messages) {
    if (const auto* finished = std::get_if<FinishedEvent>(&message.event)) {
      told = true;
      CHECK(finished->epochs == 1);  // The epoch counts all the same.
      CHECK(finished->train_loss > 0);
      CHECK(std::isnan(finished->test_loss));
    }
  }
  CHECK(told);
}

TEST_CASE("a run that hands over leaves its requests, and a network that is up to date") {
  RunFixture fixture({.files = kAllFiles, .epochs = 1});
  fixture.run.reset();
  TrainingRun::Plan plan;
  plan.settings.epochs = 1;
  plan.settings.train_images = 200;
  plan.teaching = true;
  plan.requests = {7, 9};
  fixture.run.emplace(fixture.context, std::move(plan));
  CHECK_FALSE(fixture.run->can_hand_over());
  while (fixture.run->state() == RunState::kTraining) fixture.run->step(kNoLimit);
  REQUIRE(fixture.run->can_hand_over());
  const std::size_t said = fixture.messages.size();
  CHECK(fixture.run->hand_over() == Requests{7, 9});
  CHECK(fixture.run->done());
  CHECK(fixture.messages.size() == said);
  CHECK(fixture.model.trained());
}

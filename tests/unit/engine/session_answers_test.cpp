// Tests that every command gets one answer, its own, whatever else is asked for meanwhile.
#include <doctest/doctest.h>

#include <cmath>

#include "math/random.h"
#include "unit/engine/worker.h"

namespace {

template <class T>
bool is(const Event& event) {
  return std::holds_alternative<T>(event);
}

TeachCommand teach_one(bool learn) {
  return {.pixels = std::vector<std::uint8_t>(784, 90),
          .labels = {3},
          .classes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
          .learn = learn};
}

ExperimentCommand experiment() {
  Settings settings = small_settings();
  settings.train_images = 200;
  return {.arms = {{.settings = settings}, {.settings = settings, .zero_start = true}},
          .steps = 12};
}

// Returns a random one of the commands that the page can send.
Command any_command(Random& random) {
  const auto below = [&](int count) {
    return static_cast<int>(random.below(static_cast<std::uint32_t>(count)));
  };
  switch (below(15)) {
    case 0:
      return LoadDataCommand{};
    case 1: {
      Settings settings = small_settings();
      settings.hidden = {8 << below(2)};
      settings.epochs = 1 + below(2);
      settings.train_images = 200 << below(2);
      if (below(8) == 0) settings.learning_rate = 1e6;
      return TrainCommand{.settings = settings, .one_step = below(4) == 0};
    }
    case 2:
      return PauseCommand{};
    case 3:
      return ResumeCommand{.one_step = below(3) == 0};
    case 4:
      return StopCommand{};
    case 5:
      return ResetCommand{small_settings()};
    case 6:
      return SetWeightsCommand{.layers = {784, 10},
                               .activation = Activation::kRelu,
                               .parameters = std::vector<float>(below(4) == 0 ? 3 : 7850)};
    case 7:
      return teach_one(below(3) != 0);
    case 8:
      return TestPicturesCommand{};
    case 9:
      return PicturesCommand{.use = below(2) == 0 ? PicturesFor::kGallery : PicturesFor::kLesson,
                             .split = below(2) == 0 ? Split::kTrain : Split::kTest,
                             .indices = {below(700), 5}};
    case 10:
      return NeighboursCommand{.picture = std::vector<std::uint8_t>(below(5) == 0 ? 3 : 784),
                               .count = 2};
    case 11:
      return MapCommand{below(2) == 0};
    case 12:
      return below(3) == 0 ? Command(ExperimentCommand{}) : Command(experiment());
    case 13:
      return EvaluateCommand{};
    default:
      return MeasureSpeedCommand{};
  }
}

}  // namespace

TEST_CASE("a command that only does something is answered when it is done") {
  Worker worker;
  const RequestId train = worker.receive(TrainCommand{.settings = small_settings()});
  const RequestId pause = worker.receive(PauseCommand{});
  CHECK(is<DoneEvent>(worker.answer(pause)));
  CHECK(is<DoneEvent>(worker.answer(worker.receive(ResumeCommand{}))));
  const RequestId stop = worker.receive(StopCommand{});
  CHECK(is<DoneEvent>(worker.answer(stop)));
  CHECK(std::get<FinishedEvent>(worker.answer(train)).stopped);
  for (const Command& command :
       {Command(PauseCommand{}), Command(ResumeCommand{}), Command(StopCommand{})}) {
    const Event answer = worker.answer(worker.receive(command));
    REQUIRE(is<ErrorEvent>(answer));
    CHECK(std::get<ErrorEvent>(answer).code == ErrorCode::kNotTraining);
  }
}

TEST_CASE("each of two runs, with a reset between them, has an end of its own") {
  Worker worker;
  const RequestId first = worker.receive(TrainCommand{.settings = small_settings()});
  worker.deliver();
  worker.deliver();
  worker.session.work();
  const RequestId reset = worker.receive(ResetCommand{small_settings()});
  const RequestId second = worker.receive(TrainCommand{.settings = small_settings()});
  CHECK(std::get<FinishedEvent>(worker.answer(first)).stopped);
  CHECK(std::get<WeightsEvent>(worker.answer(reset)).origin == reset);
  CHECK_FALSE(worker.answered(second));
  worker.run_all();
  CHECK_FALSE(std::get<FinishedEvent>(worker.answer(second)).stopped);
  CHECK(worker.last<WeightsEvent>().origin == reset);
}

TEST_CASE("a run that is asked for during another one is refused; during a short one it follows") {
  Worker worker;
  const RequestId teach = worker.receive(teach_one(true));
  worker.session.work();
  const RequestId train = worker.receive(TrainCommand{.settings = small_settings()});
  CHECK_FALSE(worker.answered(train));
  worker.run_all();
  CHECK(std::get<FinishedEvent>(worker.answer(teach)).teaching);
  CHECK_FALSE(std::get<FinishedEvent>(worker.answer(train)).teaching);
  const RequestId third = worker.receive(TrainCommand{.settings = small_settings()});
  const RequestId fourth = worker.receive(TrainCommand{.settings = small_settings()});
  CHECK(std::get<ErrorEvent>(worker.answer(fourth)).code == ErrorCode::kBusy);
  worker.run_all();
  CHECK(is<FinishedEvent>(worker.answer(third)));
}

TEST_CASE("a stop in the evaluation at an epoch's end loses nothing of the epoch") {
  Worker worker;
  Settings settings = small_settings();
  SUBCASE("of many") { settings.epochs = 5; }
  SUBCASE("of one: it has ended by itself") { settings.epochs = 1; }
  worker.receive(LoadDataCommand{});
  worker.run_all();
  const RequestId train = worker.receive(TrainCommand{.settings = settings});
  worker.session.work();  // The first epoch ends; its evaluation comes next.
  CHECK(worker.all<EpochEvent>().empty());
  const RequestId stop = worker.receive(StopCommand{});
  worker.run_all();
  CHECK(is<DoneEvent>(worker.answer(stop)));
  const auto finished = std::get<FinishedEvent>(worker.answer(train));
  CHECK(finished.epochs == 1);
  CHECK(finished.train_loss > 0);
  CHECK(finished.stopped == (settings.epochs > 1));
  CHECK(worker.all<EpochEvent>().size() == 1);
}

TEST_CASE("what could not be had is the answer to all that waited for it") {
  Worker worker;
  const RequestId train = worker.receive(TrainCommand{.settings = small_settings()});
  const RequestId evaluate = worker.receive(EvaluateCommand{});
  const RequestId pause = worker.receive(PauseCommand{});
  worker.wanted.clear();
  worker.session.fetch_failed("manifest.json", {ErrorCode::kUnreachable, "gone"});
  worker.work_until_idle();
  CHECK(std::get<ErrorEvent>(worker.answer(train)).code == ErrorCode::kUnreachable);
  CHECK(std::get<ErrorEvent>(worker.answer(evaluate)).file == "manifest.json");
  CHECK(is<DoneEvent>(worker.answer(pause)));
  CHECK(worker.last<FinishedEvent>().stopped);  // The page must know that nothing runs.
}

TEST_CASE("the map of a paused run is that of its weights") {
  Worker worker;
  const RequestId map = worker.receive(MapCommand{true});
  worker.receive(TrainCommand{.settings = small_settings()});
  worker.deliver();
  worker.run_all();
  worker.receive(TrainCommand{.settings = small_settings()});
  worker.session.work();
  const std::size_t maps = worker.all<MapEvent>().size();
  worker.receive(PauseCommand{});
  worker.session.work();
  CHECK(worker.all<MapEvent>().size() == maps + 1);
  CHECK(worker.messages.back().request == map);
  worker.receive(MapCommand{false});
  CHECK(is<SupersededEvent>(worker.answer(map)));
}

TEST_CASE("whatever is asked for, in whatever order, each command is answered once") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    INFO(seed);
    Random random(seed, 1);
    const auto chance = [&](std::uint32_t in) { return random.below(in) == 0; };
    Worker worker;
    for (int i = 0; i < 120; ++i) {
      worker.receive(any_command(random));
      if (chance(2)) worker.session.work();
      if (chance(3)) worker.deliver();
      if (chance(40) && !worker.wanted.empty()) {
        const std::string file = worker.wanted.front();
        worker.wanted.pop_front();
        worker.session.fetch_failed(file, {ErrorCode::kUnreachable, "gone"});
      }
      worker.clock_ms += 20;
    }
    worker.run_all();
    // These commands finish those that wait for other commands.
    worker.receive(ResumeCommand{});
    worker.receive(MapCommand{false});
    worker.run_all();
    worker.receive(LoadDataCommand{});
    worker.run_all();
    for (RequestId id = 1; id <= worker.newest; ++id) {
      INFO(id);
      worker.answer(id);
    }
    // Nothing is said of a request after its answer.
    std::vector<bool> over(worker.newest + 1);
    for (const EngineMessage& message : worker.messages) {
      if (message.request == kNoRequest) continue;
      CHECK_FALSE(over[message.request]);
      if (message.answers) over[message.request] = true;
    }
  }
}

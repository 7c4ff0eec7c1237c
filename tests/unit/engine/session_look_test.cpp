#include <doctest/doctest.h>

#include "unit/engine/worker.h"

TEST_CASE("pictures are sent when all of the data is there, those that there are") {
  Worker worker;
  worker.receive(PicturesCommand{.split = Split::kTrain, .indices = {5, 599, 600, -1}});
  worker.deliver();
  worker.work_until_idle();
  CHECK(worker.all<PicturesEvent>().empty());
  worker.run_all();
  const auto event = worker.last<PicturesEvent>();
  CHECK(event.indices == std::vector<int>{5, 599});
  CHECK(event.pixels.size() == 2 * 784);
  CHECK(event.labels.size() == 2);
}

TEST_CASE("an evaluation tells what was made of every test picture") {
  Worker worker;
  worker.receive(EvaluateCommand{});
  worker.run_all();
  const auto event = worker.last<EvaluatedEvent>();
  REQUIRE(event.predictions.size() == event.labels.size());
  REQUIRE(event.probabilities.size() == event.labels.size());
  std::vector<int> confusion(100);
  for (std::size_t i = 0; i < event.labels.size(); ++i) {
    ++confusion[event.labels[i] * 10u + event.predictions[i]];
    CHECK(event.probabilities[i] >= 0.1f);
    CHECK(event.probabilities[i] <= 1.0f);
  }
  CHECK(confusion == event.confusion);
}

TEST_CASE("an evaluation that is asked for while a run ends an epoch is answered as well") {
  Worker worker;
  worker.receive(TrainCommand{.settings = small_settings()});
  worker.receive(EvaluateCommand{});
  worker.run_all();
  CHECK(worker.all<EvaluatedEvent>().size() == 1);
  CHECK_FALSE(worker.last<EvaluatedEvent>().predictions.empty());
  CHECK(worker.all<FinishedEvent>().size() == 1);
}

TEST_CASE("the nearest training pictures") {
  Worker worker;
  const auto& shard = worker.toy.shards[0];
  worker.receive(
      NeighboursCommand{.picture = {shard.begin() + 784, shard.begin() + 2 * 784}, .count = 3});
  worker.run_all();
  const auto event = worker.last<NeighboursEvent>();
  REQUIRE(event.indices.size() == 3);
  CHECK(event.indices[0] == 1);
  CHECK(event.distances[0] == doctest::Approx(0));
}

TEST_CASE("the map is sent again when the network has changed, until it is not wanted any more") {
  Worker worker;
  worker.receive(MapCommand{true});
  worker.run_all();
  CHECK(worker.all<MapEvent>().size() == 1);
  const auto map = worker.last<MapEvent>();
  CHECK(map.places.size() == 2 * map.labels.size());
  CHECK(map.mean.size() == 512);
  CHECK(map.axes.size() == 2 * 512);
  worker.receive(TrainCommand{.settings = small_settings()});
  worker.run_all();
  const std::size_t during = worker.all<MapEvent>().size();
  CHECK(during > 1);
  CHECK(worker.last<MapEvent>().mean.size() == 16);
  worker.receive(MapCommand{false});
  worker.receive(ResetCommand{small_settings()});
  worker.run_all();
  CHECK(worker.all<MapEvent>().size() == during);
}

namespace {

ExperimentCommand small_experiment() {
  ExperimentCommand command;
  command.sides.resize(2);
  for (ExperimentSide& side : command.sides) side.settings = small_settings();
  command.sides[0].settings.train_images = 20;
  command.steps = 40;
  return command;
}

}  // namespace

TEST_CASE("an experiment reports as it goes, and leaves the network alone") {
  Worker worker;
  const std::size_t weights = worker.all<WeightsEvent>().size();
  worker.receive(small_experiment());
  worker.run_all();
  const auto events = worker.all<ExperimentEvent>();
  CHECK(events.size() > 5);
  REQUIRE(events.back().sides.size() == 2);
  CHECK(events.back().sides[0].done);
  CHECK(events.back().sides[1].points.back().step == 40);
  CHECK(worker.all<WeightsEvent>().size() == weights);
}

TEST_CASE("a run ends an experiment, and so does a wish for none") {
  Worker worker;
  worker.run_all();
  worker.receive(small_experiment());
  worker.receive(TrainCommand{.settings = small_settings()});
  worker.run_all();
  CHECK(worker.all<ExperimentEvent>().empty());
  worker.receive(small_experiment());
  worker.session.work();
  worker.receive(ExperimentCommand{});
  worker.run_all();
  const auto events = worker.all<ExperimentEvent>();
  REQUIRE_FALSE(events.empty());
  CHECK_FALSE(events.back().sides[1].done);
}

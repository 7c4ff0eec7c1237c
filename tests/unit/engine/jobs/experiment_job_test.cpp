#include "engine/jobs/experiment_job.h"

#include <doctest/doctest.h>

#include "unit/engine/worker.h"

namespace {

ExperimentCommand small_experiment() {
  ExperimentCommand command;
  command.arms.resize(2);
  for (ExperimentArm& side : command.arms) side.settings = small_settings();
  command.arms[0].settings.train_images = 20;
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
  REQUIRE(events.back().arms.size() == 2);
  CHECK(events.back().arms[0].done);
  CHECK(events.back().arms[1].points.back().step == 40);
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
  CHECK_FALSE(events.back().arms[1].done);
}

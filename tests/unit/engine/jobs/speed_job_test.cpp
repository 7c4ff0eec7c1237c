#include "engine/jobs/speed_job.h"

#include <doctest/doctest.h>

#include "unit/engine/worker.h"

TEST_CASE(
    "a measurement waits for its data and for the end of a run, and a newer one supersedes it") {
  Worker worker;
  const RequestId train = worker.receive(TrainCommand{.settings = small_settings()});
  const RequestId first = worker.receive(MeasureSpeedCommand{});
  const RequestId second = worker.receive(MeasureSpeedCommand{.detailed = true});
  CHECK(std::holds_alternative<SupersededEvent>(worker.answer(first)));
  worker.deliver();
  worker.deliver();
  worker.session.work();
  worker.receive(PauseCommand{});
  worker.run_all();
  CHECK_FALSE(worker.answered(second));
  worker.receive(StopCommand{});
  worker.run_all();
  CHECK(worker.answered(train));
  CHECK(std::get<SpeedEvent>(worker.answer(second)).done);
}

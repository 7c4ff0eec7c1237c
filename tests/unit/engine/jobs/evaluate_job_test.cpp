#include "engine/jobs/evaluate_job.h"

#include <doctest/doctest.h>

#include "unit/engine/engine_fixture.h"
#include "unit/engine/worker.h"

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

TEST_CASE("an evaluation under way begins anew where another network takes the place of this one") {
  EngineFixture engine;
  engine.data.request({});
  engine.deliver_all();
  EvaluateJob job(engine.context, 1);
  job.step(engine.clock_ms + 2);  // This step evaluates only the first images.
  CHECK_FALSE(job.over());
  Network<float> other({.layers = {784, 10}});
  other.initialise(8);
  engine.model.replace(other, true, kNoRequest);
  while (!job.over()) job.step(engine.clock_ms + 2);
  const auto answers = engine.answers_to(1);
  REQUIRE(answers.size() == 1);
  const auto& event = std::get<EvaluatedEvent>(answers[0]);
  CHECK(event.predictions.size() == 600);
  CHECK(event.loss == evaluate(other, engine.data.examples(Split::kTest)).loss);
}

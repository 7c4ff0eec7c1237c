#include "engine/job_list.h"

#include <doctest/doctest.h>

#include <memory>

#include "unit/engine/engine_fixture.h"

namespace {

constexpr DataNeed kNothing = {.training_images = 0, .test = DataNeed::Test::kNone};

// StepsJob takes as many steps as it is told, and notes each.
class StepsJob final : public Job {
 public:
  StepsJob(const EngineContext& context, RequestId request, Traits traits, int steps,
           std::vector<RequestId>& noted)
      : Job(context, request, traits), request_(request), steps_(steps), noted_(noted) {}

  void step(double until_ms) override {
    noted_.push_back(request_);
    last_until_ms = until_ms;
    if (--steps_ == 0) answer(DoneEvent{});
  }
  bool idle() const override { return is_idle; }
  bool gives_way() const override { return is_polite; }

  bool is_idle = false;
  bool is_polite = true;
  double last_until_ms = 0;

 private:
  RequestId request_;
  int steps_;
  std::vector<RequestId>& noted_;
};

struct JobFixture : EngineFixture {
  JobFixture() {
    data.request(kNothing);
    deliver("manifest.json");
  }

  StepsJob& add(RequestId request, Job::Traits traits, int steps = 1) {
    auto job = std::make_unique<StepsJob>(context, request, traits, steps, steps_of);
    StepsJob& added = *job;
    jobs.add(std::move(job));
    return added;
  }

  template <class T>
  bool was_answered(RequestId request) const {
    const auto answers = answers_to(request);
    REQUIRE(answers.size() <= 1);
    return !answers.empty() && std::holds_alternative<T>(answers[0]);
  }

  std::vector<RequestId> steps_of;  // Each step adds the request of its job.
  JobList jobs{context};
};

constexpr Job::Traits kMap = {Job::Kind::kMap, Job::Priority::kBesideRun, kNothing};
constexpr Job::Traits kSearch = {Job::Kind::kNeighbours, Job::Priority::kBesideRun, kNothing};
constexpr Job::Traits kEvaluate = {Job::Kind::kEvaluate, Job::Priority::kBeforeRun, kNothing, true};
constexpr Job::Traits kSpeed = {Job::Kind::kSpeed, Job::Priority::kBetweenRuns, kNothing};
constexpr Job::Traits kAtOnce = {Job::Kind::kLoadData, Job::Priority::kAtOnce, kNothing, true};

}  // namespace

TEST_CASE("jobs have their turns by priority, each beside a run and the first one before it") {
  JobFixture engine;
  engine.add(1, kMap, 2);
  engine.add(2, kSearch, 1);
  engine.add(3, kEvaluate, 2);
  engine.add(4, kSpeed, 1);
  engine.add(5, kAtOnce, 1);
  CHECK(engine.jobs.step_first(Job::Priority::kBeforeRun, 50));
  CHECK(engine.steps_of == std::vector<RequestId>{3});
  engine.jobs.step_each(Job::Priority::kBesideRun, 8);
  CHECK(engine.steps_of == std::vector<RequestId>{3, 2, 1});  // Their kinds decide the order.
  CHECK(engine.jobs.has_work(Job::Priority::kBesideRun));
  engine.jobs.step_each(Job::Priority::kBesideRun, 8);
  CHECK_FALSE(engine.jobs.has_work(Job::Priority::kBesideRun));
  CHECK(engine.jobs.step_first(Job::Priority::kBeforeRun, 50));
  CHECK_FALSE(engine.jobs.step_first(Job::Priority::kBeforeRun, 50));
  CHECK(engine.jobs.step_first(Job::Priority::kBetweenRuns, 50));
  engine.jobs.step_each(Job::Priority::kAtOnce, 8);
  CHECK(engine.steps_of == std::vector<RequestId>{3, 2, 1, 1, 3, 4, 5});
  for (RequestId request = 1; request <= 5; ++request) {
    CHECK(engine.was_answered<DoneEvent>(request));
  }
}

TEST_CASE("each beside a run has a slice of its own") {
  JobFixture engine;
  const StepsJob& map = engine.add(1, kMap, 9);
  const StepsJob& search = engine.add(2, kSearch, 9);
  engine.jobs.step_each(Job::Priority::kBesideRun, 8);
  CHECK(map.last_until_ms > search.last_until_ms);
  CHECK(map.last_until_ms == engine.clock_ms + 8);
}

TEST_CASE("a newer job supersedes one of its kind that gives way, and no other") {
  JobFixture engine;
  engine.add(1, kMap);
  engine.add(2, kSearch);
  engine.add(3, kSearch).is_polite = false;
  CHECK(engine.was_answered<SupersededEvent>(2));
  engine.add(4, kSearch);
  engine.add(5, kSearch);
  CHECK(engine.was_answered<SupersededEvent>(4));
  engine.jobs.step_each(Job::Priority::kBesideRun, 8);
  for (const RequestId request : {1, 3, 5}) CHECK(engine.was_answered<DoneEvent>(request));

  engine.add(6, kSearch).is_polite = false;
  engine.jobs.supersede(Job::Kind::kNeighbours);
  CHECK(engine.was_answered<SupersededEvent>(6));
}

TEST_CASE("a shared job answers all that ask for it") {
  JobFixture engine;
  engine.add(1, kEvaluate, 2);
  engine.jobs.step_first(Job::Priority::kBeforeRun, 50);
  engine.add(2, kEvaluate, 2);
  engine.jobs.step_first(Job::Priority::kBeforeRun, 50);
  CHECK(engine.steps_of == std::vector<RequestId>{1, 1});
  CHECK(engine.was_answered<DoneEvent>(1));
  CHECK(engine.was_answered<DoneEvent>(2));
}

TEST_CASE("an idle job has no turn") {
  JobFixture engine;
  StepsJob& map = engine.add(1, kMap);
  map.is_idle = true;
  CHECK_FALSE(engine.jobs.has_work(Job::Priority::kBesideRun));
  engine.jobs.step_each(Job::Priority::kBesideRun, 8);
  CHECK(engine.steps_of.empty());
  map.is_idle = false;
  CHECK(engine.jobs.has_work(Job::Priority::kBesideRun));
}

TEST_CASE(
    "data that cannot be had is the answer to all that wait for it, but for those that last") {
  JobFixture engine;
  Job::Traits waiting = kSearch;
  waiting.need = {.training_images = kAllImages};
  Job::Traits lasting = kMap;
  lasting.need = {};
  lasting.outlasts_failure = true;
  engine.add(1, waiting);
  engine.add(2, lasting);
  engine.add(3, kEvaluate);
  CHECK_FALSE(engine.jobs.has_work(Job::Priority::kBesideRun));
  const auto failure = engine.data.fetch_failed("test-0.shard", {ErrorCode::kUnreachable, "gone"});
  REQUIRE(failure.has_value());
  engine.jobs.data_failed(*failure);
  CHECK(engine.was_answered<ErrorEvent>(1));
  CHECK(engine.answers_to(2).empty());
  CHECK(engine.answers_to(3).empty());  // It has all that it needs.
  engine.data.request({});
  engine.deliver("test-0.shard");
  engine.jobs.step_each(Job::Priority::kBesideRun, 8);
  CHECK(engine.was_answered<DoneEvent>(2));
}

#include "engine/jobs/pictures_job.h"

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

TEST_CASE("the first test pictures come before the rest of the data, and nothing else is fetched") {
  Worker worker;
  const RequestId first = worker.receive(TestPicturesCommand{});
  const RequestId second = worker.receive(TestPicturesCommand{});
  worker.run_all();
  CHECK(worker.times_wanted.size() == 2);
  CHECK(worker.times_wanted["test-0.shard"] > 0);
  for (const RequestId request : {first, second}) {
    const auto event = std::get<TestPicturesEvent>(worker.answer(request));
    CHECK(event.labels.size() == kTestSampleImages);
    CHECK(event.pixels.size() == event.labels.size() * 784);
  }
}

TEST_CASE("pictures for one use do not supersede those for another") {
  Worker worker;
  const auto ask = [&](PicturesFor use) {
    return worker.receive(PicturesCommand{.use = use, .split = Split::kTest, .indices = {1}});
  };
  const RequestId first = ask(PicturesFor::kGallery);
  const RequestId landscape = ask(PicturesFor::kLesson);
  const RequestId second = ask(PicturesFor::kGallery);
  CHECK(std::holds_alternative<SupersededEvent>(worker.answer(first)));
  worker.run_all();
  CHECK(std::get<PicturesEvent>(worker.answer(landscape)).use == PicturesFor::kLesson);
  CHECK(std::get<PicturesEvent>(worker.answer(second)).use == PicturesFor::kGallery);
}

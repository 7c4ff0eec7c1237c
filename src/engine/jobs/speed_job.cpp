#include "engine/jobs/speed_job.h"

#include <algorithm>
#include <utility>

namespace inkling {
namespace {

// The speed of training is measured with so many pictures.
constexpr int kSpeedImages = 1280;

}  // namespace

SpeedJob::SpeedJob(const EngineContext& context, RequestId request,
                   const MeasureSpeedCommand& command)
    : Job(context, request,
          {.kind = Kind::kSpeed,
           .priority = Priority::kBetweenRuns,
           .need = {.training_images = kSpeedImages, .test = DataNeed::Test::kNone}}),
      detailed_(command.detailed) {}

void SpeedJob::step(double) {
  if (!test_) {
    const Examples training = context().data.examples(Split::kTrain);
    test_.emplace(context().kernel_sets, training.part(0, std::min(training.count(), kSpeedImages)),
                  detailed_, context().pool, context().now_ms);
  }
  const bool more = test_->advance();
  SpeedEvent event{.figures = test_->figures(), .done = !more};
  if (more) {
    tell(std::move(event));
  } else {
    answer(std::move(event));
  }
}

}  // namespace inkling

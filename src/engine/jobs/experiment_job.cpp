#include "engine/jobs/experiment_job.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inkling {
namespace {

int training_images_of(const ExperimentCommand& command) {
  int images = 0;
  for (const ExperimentArm& arm : command.arms) {
    images = std::max(images, arm.settings.train_images);
  }
  return images;
}

}  // namespace

ExperimentJob::ExperimentJob(const EngineContext& context, RequestId request,
                             const ExperimentCommand& command)
    : Job(context, request,
          {.kind = Kind::kExperiment,
           .priority = Priority::kBesideRun,
           .need = {.training_images = training_images_of(command)}}),
      command_(command) {}

void ExperimentJob::step(double until_ms) {
  if (!experiment_) {
    const DataLoader& data = context().data;
    experiment_ = std::make_unique<Experiment>(std::array{command_.arms[0], command_.arms[1]},
                                               command_.steps, data.examples(Split::kTrain),
                                               data.examples(Split::kTest), data.traits());
  }
  bool more = true;
  bool reported = false;
  while (more && !reported && context().now_ms() < until_ms) {
    more = experiment_->advance();
    reported = report();
  }
}

bool ExperimentJob::report() {
  ExperimentEvent event;
  std::size_t points = 0;
  bool done = true;
  for (const int arm : {0, 1}) {
    const Experiment::Progress& now = experiment_->progress(arm);
    points += now.points.size();
    done = done && now.done;
    event.arms.push_back(now);
  }
  if (points == std::exchange(points_reported_, points) && !done) return false;
  if (done) {
    answer(std::move(event));
  } else {
    tell(std::move(event));
  }
  return true;
}

}  // namespace inkling

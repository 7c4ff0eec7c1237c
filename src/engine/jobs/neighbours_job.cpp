#include "engine/jobs/neighbours_job.h"

#include <utility>

namespace inkling {

bool NeighboursJob::is_valid(const NeighboursCommand& command) {
  return command.picture.size() == kPixels && command.count >= 1;
}

NeighboursJob::NeighboursJob(const EngineContext& context, RequestId request,
                             const NeighboursCommand& command)
    : Job(context, request,
          {.kind = Kind::kNeighbours,
           .priority = Priority::kBesideRun,
           .need = {.training_images = kAllImages, .test = DataNeed::Test::kNone}}),
      search_(context.model.network(), command.picture, command.count) {}

void NeighboursJob::step(double until_ms) {
  const Examples training = context().data.examples(Split::kTrain);
  bool more = true;
  while (more && context().now_ms() < until_ms) more = search_.advance(training);
  if (more) return;
  NeighboursEvent event;
  for (const Neighbour& neighbour : search_.nearest()) {
    event.indices.push_back(neighbour.index);
    event.distances.push_back(neighbour.distance);
  }
  answer(std::move(event));
}

}  // namespace inkling

// An ExperimentJob trains two networks side by side, and reports each new point of their curves.
#pragma once

#include <cstddef>
#include <memory>

#include "engine/experiment.h"
#include "engine/job.h"

namespace inkling {

class ExperimentJob final : public Job {
 public:
  // `command` must have two arms.
  ExperimentJob(const EngineContext& context, RequestId request, const ExperimentCommand& command);
  void step(double until_ms) override;

 private:
  // Sends what there is to say if that is anything new, and returns whether it was. The last thing
  // to say is the answer.
  bool report();

  ExperimentCommand command_;
  std::unique_ptr<Experiment> experiment_;  // It is null until its data is there.
  std::size_t points_reported_ = 0;         // It counts those of both arms.
};

}  // namespace inkling

// A LoadDataJob waits until the whole data set is there.
#pragma once

#include "engine/job.h"

namespace inkling {

class LoadDataJob final : public Job {
 public:
  LoadDataJob(const EngineContext& context, RequestId request)
      : Job(context, request,
            {.kind = Kind::kLoadData,
             .priority = Priority::kAtOnce,
             .need = {.training_images = kAllImages},
             .shared = true}) {}

  void step(double) override { answer(DoneEvent{}); }
};

}  // namespace inkling

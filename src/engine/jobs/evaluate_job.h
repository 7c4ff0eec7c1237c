// An EvaluateJob evaluates the network on the whole test set, and keeps what it made of each
// picture.
#pragma once

#include <optional>

#include "engine/job.h"
#include "nn/metrics.h"

namespace inkling {

// A training run stands still meanwhile, so that the result is that of one network. Where another
// network takes the place of this one, the evaluation begins anew.
class EvaluateJob final : public Job {
 public:
  EvaluateJob(const EngineContext& context, RequestId request);
  void step(double until_ms) override;

 private:
  EvaluatedEvent result() const;

  // Its network is the one after replacements_ replacements.
  std::optional<Evaluation> evaluation_;
  int replacements_ = 0;
};

}  // namespace inkling

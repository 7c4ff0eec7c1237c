// A NeighboursJob searches the training pictures for those that the network takes to be most like a
// given one.
#pragma once

#include "engine/job.h"
#include "engine/neighbours.h"

namespace inkling {

class NeighboursJob final : public Job {
 public:
  // Returns whether the command asks for something that can be searched.
  static bool is_valid(const NeighboursCommand& command);

  // `command` must be valid. The network is that of now, whatever becomes of it meanwhile.
  NeighboursJob(const EngineContext& context, RequestId request, const NeighboursCommand& command);
  void step(double until_ms) override;

 private:
  NeighbourSearch search_;
};

}  // namespace inkling

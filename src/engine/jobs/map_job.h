// A MapJob keeps the page's map of the test pictures that of the newest weights, until it is
// superseded.
#pragma once

#include <functional>
#include <optional>

#include "engine/job.h"
#include "math/components.h"

namespace inkling {

class MapJob final : public Job {
 public:
  // `run_goes_on` says whether a training run is under way that is not paused: then new weights
  // follow, and a map may wait for them. `newest` are the components of the newest map that any job
  // has made, where the search for the next ones begins, and outlives the job.
  MapJob(const EngineContext& context, RequestId request, std::function<bool()> run_goes_on,
         std::optional<Components>& newest);

  // Makes one map and sends it, in 20 to 90 ms.
  void step(double until_ms) override;
  // There is nothing to do until the page gets other weights. While a run goes on, maps keep a
  // distance in time.
  bool idle() const override;

 private:
  // Sent describes a map that this job has sent.
  struct Sent {
    int weights = 0;  // See WorkerModel::times_taken().
    double at_ms = 0;
  };

  std::function<bool()> run_goes_on_;
  std::optional<Components>& newest_;
  std::optional<Sent> sent_;
};

}  // namespace inkling

// A SpeedJob measures how fast this machine computes, and reports each new figure.
#pragma once

#include <optional>

#include "engine/job.h"
#include "engine/speed_test.h"

namespace inkling {

class SpeedJob final : public Job {
 public:
  SpeedJob(const EngineContext& context, RequestId request, const MeasureSpeedCommand& command);

  // Measures the next figures, for a twentieth of a second or so.
  void step(double until_ms) override;
  // A measurement that has begun is finished, and a newer one follows.
  bool gives_way() const override { return !test_.has_value(); }

 private:
  bool detailed_;
  std::optional<SpeedTest> test_;  // It is empty until its data is there.
};

}  // namespace inkling

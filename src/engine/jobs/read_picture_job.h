// A ReadPictureJob finds the digits in a picture, and asks the network what they are.
#pragma once

#include "engine/job.h"

namespace inkling {

class ReadPictureJob final : public Job {
 public:
  // Returns whether there are as many bytes as the command says.
  static bool is_valid(const ReadPictureCommand& command);

  // `command` must be valid. The network is the one at hand when the job has its turn.
  ReadPictureJob(const EngineContext& context, RequestId request,
                 const ReadPictureCommand& command);
  void step(double until_ms) override;
  // Every host page gets the answer to its own call.
  bool gives_way() const override { return command_.use != ReadingFor::kHost; }

 private:
  ReadPictureCommand command_;
};

}  // namespace inkling

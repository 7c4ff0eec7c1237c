// These jobs send pictures of the data set as soon as they are there.
#pragma once

#include "engine/job.h"

namespace inkling {

// A PicturesJob sends some pictures of either split. Those that the data set does not have are left
// out.
class PicturesJob final : public Job {
 public:
  PicturesJob(const EngineContext& context, RequestId request, const PicturesCommand& command);
  void step(double until_ms) override;

 private:
  PicturesCommand command_;
};

// A TestPicturesJob sends the first kTestSampleImages of the test set, or as many as its first
// shard has.
class TestPicturesJob final : public Job {
 public:
  TestPicturesJob(const EngineContext& context, RequestId request);
  void step(double until_ms) override;
};

}  // namespace inkling

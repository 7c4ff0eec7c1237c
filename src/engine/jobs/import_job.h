// An ImportJob makes one of our networks of somebody else's file.
#pragma once

#include "engine/job.h"

namespace inkling {

// What the file does not say is tried on some training images. Where they cannot be had, the
// network is told as we would have taken it.
class ImportJob final : public Job {
 public:
  ImportJob(const EngineContext& context, RequestId request, const ForeignNetworks& networks,
            const ImportCommand& command);
  void step(double until_ms) override;
  void fail(const ErrorEvent& failure) override;

  // Reads the files. Returns an error where they hold no network that reads digits.
  static Result<ForeignNetworks> read(const ImportCommand& command);
  // Returns the event that tells a network of one of our own files: there is nothing to be found
  // out. It is empty where the files are none.
  static std::optional<ImportedEvent> own(const ImportCommand& command);

 private:
  void tell_found();

  std::string format_;
  WaySearch search_;
};

}  // namespace inkling

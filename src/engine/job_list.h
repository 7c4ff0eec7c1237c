// A JobList holds the jobs that are not over yet, in the order of their priorities. Every one of
// them gets its answer: its result, that it was superseded, or why its data could not be had.
#pragma once

#include <memory>
#include <vector>

#include "engine/job.h"

namespace inkling {

class JobList {
 public:
  explicit JobList(const EngineContext& context) : context_(context) {}

  // Takes a job in and fetches the data that it needs. An older job of its kind takes over its
  // request or is superseded: see Job::Traits.
  void add(std::unique_ptr<Job> job);
  // Supersedes all jobs of a kind, or all there are.
  void supersede(Job::Kind kind);
  void supersede_all();
  // Answers the jobs that wait for data with the failure, unless they outlast it.
  void data_failed(const ErrorEvent& failure);

  // Gives the first job of that priority that has work a turn. Returns whether there was one.
  bool step_first(Job::Priority priority, double until_ms);
  // Gives each of them that has work a turn of `slice_ms`.
  void step_each(Job::Priority priority, double slice_ms);
  bool has_work(Job::Priority priority) const;

 private:
  void remove_those_over();

  const EngineContext& context_;
  // They are sorted by priority and kind, the oldest first.
  std::vector<std::unique_ptr<Job>> jobs_;
};

}  // namespace inkling

#include "engine/job_list.h"

#include <algorithm>
#include <utility>

namespace inkling {
namespace {

auto order_of(const Job& job) { return std::pair(job.traits().priority, job.traits().kind); }

}  // namespace

void JobList::add(std::unique_ptr<Job> job) {
  const Job::Traits traits = job->traits();
  for (const auto& older : jobs_) {
    if (older->traits().kind != traits.kind) continue;
    if (traits.shared) {
      job->hand_over_to(*older);
      break;
    }
    if (older->gives_way()) older->supersede();
  }
  remove_those_over();
  if (!job->over()) {
    const auto place = std::upper_bound(
        jobs_.begin(), jobs_.end(), job,
        [](const auto& one, const auto& other) { return order_of(*one) < order_of(*other); });
    jobs_.insert(place, std::move(job));
  }
  context_.data.request(traits.need);
}

void JobList::supersede(Job::Kind kind) {
  for (const auto& job : jobs_) {
    if (job->traits().kind == kind) job->supersede();
  }
  remove_those_over();
}

void JobList::supersede_all() {
  for (const auto& job : jobs_) job->supersede();
  remove_those_over();
}

void JobList::data_failed(const ErrorEvent& failure) {
  for (const auto& job : jobs_) {
    if (!job->has_data() && !job->traits().outlasts_failure) job->fail(failure);
  }
  remove_those_over();
}

bool JobList::step_first(Job::Priority priority, double until_ms) {
  const auto job = std::find_if(jobs_.begin(), jobs_.end(), [&](const auto& each) {
    return each->traits().priority == priority && each->has_work();
  });
  if (job == jobs_.end()) return false;
  (*job)->step(until_ms);
  remove_those_over();
  return true;
}

void JobList::step_each(Job::Priority priority, double slice_ms) {
  for (const auto& job : jobs_) {
    if (job->traits().priority == priority && job->has_work()) {
      job->step(context_.now_ms() + slice_ms);
    }
  }
  remove_those_over();
}

bool JobList::has_work(Job::Priority priority) const {
  return std::any_of(jobs_.begin(), jobs_.end(), [&](const auto& job) {
    return job->traits().priority == priority && job->has_work();
  });
}

void JobList::remove_those_over() {
  std::erase_if(jobs_, [](const auto& job) { return job->over(); });
}

}  // namespace inkling

#include "base/thread_pool.h"

#include <cassert>

namespace inkling {
namespace {

// Between two jobs of a training step there are fractions of a millisecond; putting a thread to
// sleep and waking it takes as long. So a helper looks for a new job for about a millisecond before
// it sleeps, and whoever waits for the helpers does the same.
constexpr int kLooks = 1'000'000;

// These make and take apart ThreadPool::Share::next.
std::uint64_t with_count(std::uint32_t job, int count) {
  return std::uint64_t{job} << 32 | static_cast<std::uint64_t>(count) << 16;
}
std::uint32_t job_of(std::uint64_t next) { return static_cast<std::uint32_t>(next >> 32); }
int count_of(std::uint64_t next) { return static_cast<int>(next >> 16 & 0xffff); }
int taken_of(std::uint64_t next) { return static_cast<int>(next & 0xffff); }

}  // namespace

ThreadPool::ThreadPool(int threads, std::function<void()> at_start)
    : shares_(static_cast<std::size_t>(threads)) {
  for (int i = 1; i < threads; ++i) {
    helpers_.emplace_back([this, i, at_start] { help(i, at_start); });
  }
}

ThreadPool::~ThreadPool() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
    ++jobs_;
  }
  wake_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
}

void ThreadPool::run(int count, const std::function<void(int)>& task, TaskOrder order) {
  assert(count <= 0xffff);
  if (count == 0) return;
  const std::uint32_t job = jobs_ + 1;
  task_ = &task;
  order_ = order;
  left_ = count;
  for (int i = 0; i < threads(); ++i) {
    Share& share = shares_[static_cast<std::size_t>(i)];
    const int first = count * i / threads();
    share.first = first;
    share.next = with_count(job, count * (i + 1) / threads() - first);
  }
  {
    const std::lock_guard lock(mutex_);
    jobs_ = job;
  }
  wake_.notify_all();
  take_tasks(0, job);
  for (int look = 0; look < kLooks && left_ != 0; ++look) {
  }
  if (left_ == 0) return;
  std::unique_lock lock(mutex_);
  done_.wait(lock, [&] { return left_ == 0; });
}

void ThreadPool::take_tasks(int thread, std::uint32_t job) {
  for (int k = 0; k < threads(); ++k) {
    Share& share = shares_[static_cast<std::size_t>((thread + k) % threads())];
    for (std::uint64_t next = share.next;;) {
      if (job_of(next) != job || taken_of(next) == count_of(next)) break;
      const int first = share.first;
      if (!share.next.compare_exchange_weak(next, next + 1)) continue;
      // With a task of the job taken, the job lasts until that is done: all of its numbers stay.
      const int i = taken_of(next);
      (*task_)(first + (order_ == TaskOrder::kForwards ? i : count_of(next) - 1 - i));
      if (--left_ == 0) {
        // With the lock held, whoever waits has either seen this or hears the notice.
        const std::lock_guard lock(mutex_);
        done_.notify_one();
      }
      next = share.next;
    }
  }
}

void ThreadPool::help(int thread, const std::function<void()>& at_start) {
  if (at_start) at_start();
  for (std::uint32_t seen = 0;;) {
    for (int look = 0; look < kLooks && jobs_ == seen; ++look) {
    }
    if (jobs_ == seen) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return jobs_ != seen; });
    }
    if (over_) return;
    seen = jobs_;
    take_tasks(thread, seen);
  }
}

}  // namespace inkling

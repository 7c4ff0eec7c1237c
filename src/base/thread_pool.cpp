#include "base/thread_pool.h"

namespace inkling {
namespace {

// Between two jobs of a training step there are fractions of a millisecond; putting a thread to
// sleep and waking it takes as long. So a helper looks for a new job for about a millisecond before
// it sleeps, and whoever waits for the helpers does the same.
constexpr int kLooks = 1'000'000;

}  // namespace

ThreadPool::ThreadPool(int threads, std::function<void()> at_start) {
  for (int i = 1; i < threads; ++i) helpers_.emplace_back([this, at_start] { help(at_start); });
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

void ThreadPool::run(int count, const std::function<void(int)>& task) {
  job_.task = &task;
  job_.count = count;
  job_.next = 0;
  working_ = static_cast<int>(helpers_.size());
  {
    const std::lock_guard lock(mutex_);
    ++jobs_;
  }
  wake_.notify_all();
  take_tasks();
  for (int look = 0; look < kLooks && working_ != 0; ++look) {
  }
  if (working_ == 0) return;
  std::unique_lock lock(mutex_);
  done_.wait(lock, [&] { return working_ == 0; });
}

void ThreadPool::take_tasks() {
  for (int i = job_.next++; i < job_.count; i = job_.next++) (*job_.task)(i);
}

void ThreadPool::help(const std::function<void()>& at_start) {
  if (at_start) at_start();
  for (int seen = 0;; ++seen) {
    for (int look = 0; look < kLooks && jobs_ == seen; ++look) {
    }
    if (jobs_ == seen) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return jobs_ != seen; });
    }
    if (over_) return;
    take_tasks();
    if (--working_ == 0) {
      // With the lock held, whoever waits has either seen this or hears the notice.
      const std::lock_guard lock(mutex_);
      done_.notify_one();
    }
  }
}

}  // namespace inkling

#include "base/thread_pool.h"

namespace inkling {
namespace {

// Between two jobs of a training step there are fractions of a millisecond; putting a thread to
// sleep and waking it takes as long. So a helper looks for a new job for about a millisecond before
// it sleeps, and whoever waits for the helpers does the same.
constexpr int kLooks = 1'000'000;

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
  task_ = &task;
  order_ = order;
  for (int i = 0; i < threads(); ++i) {
    Share& share = shares_[static_cast<std::size_t>(i)];
    share.first = count * i / threads();
    share.count = count * (i + 1) / threads() - share.first;
    share.taken = 0;
  }
  working_ = static_cast<int>(helpers_.size());
  {
    const std::lock_guard lock(mutex_);
    ++jobs_;
  }
  wake_.notify_all();
  take_tasks(0);
  for (int look = 0; look < kLooks && working_ != 0; ++look) {
  }
  if (working_ == 0) return;
  std::unique_lock lock(mutex_);
  done_.wait(lock, [&] { return working_ == 0; });
}

void ThreadPool::take_tasks(int thread) {
  for (int k = 0; k < threads(); ++k) {
    Share& share = shares_[static_cast<std::size_t>((thread + k) % threads())];
    for (int i = share.taken++; i < share.count; i = share.taken++) {
      (*task_)(share.first + (order_ == TaskOrder::kForwards ? i : share.count - 1 - i));
    }
  }
}

void ThreadPool::help(int thread, const std::function<void()>& at_start) {
  if (at_start) at_start();
  for (int seen = 0;; ++seen) {
    for (int look = 0; look < kLooks && jobs_ == seen; ++look) {
    }
    if (jobs_ == seen) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return jobs_ != seen; });
    }
    if (over_) return;
    take_tasks(thread);
    if (--working_ == 0) {
      // With the lock held, whoever waits has either seen this or hears the notice.
      const std::lock_guard lock(mutex_);
      done_.notify_one();
    }
  }
}

}  // namespace inkling

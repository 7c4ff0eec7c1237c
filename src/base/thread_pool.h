// Several threads share work that falls into independent tasks.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace inkling {

class ThreadPool {
 public:
  // The thread that calls run() is one of the `threads`. Each other one begins with `at_start`.
  explicit ThreadPool(int threads, std::function<void()> at_start = {});
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return static_cast<int>(helpers_.size()) + 1; }

  // Calls task(0) to task(count - 1), each once, by whichever thread is free, beginning in that
  // order, and returns when all are done.
  void run(int count, const std::function<void(int)>& task);

 private:
  struct Job {
    const std::function<void(int)>* task = nullptr;
    int count = 0;
    std::atomic<int> next = 0;  // Nobody has taken this task yet.
  };

  void help(const std::function<void()>& at_start);
  void take_tasks();

  std::vector<std::thread> helpers_;
  Job job_;
  std::atomic<int> jobs_ = 0;     // It counts the jobs begun; a new number wakes the helpers.
  std::atomic<int> working_ = 0;  // It counts the helpers that have not finished with the job.
  std::atomic<bool> over_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable done_;
};

// Does the same on the thread that calls, where there is no pool. Allocates nothing.
template <class Task>
void run_tasks(ThreadPool* pool, int count, const Task& task) {
  if (pool != nullptr) {
    pool->run(count, std::cref(task));
  } else {
    for (int i = 0; i < count; ++i) task(i);
  }
}

}  // namespace inkling

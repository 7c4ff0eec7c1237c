// Several threads share work that falls into independent tasks.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace inkling {

// TaskOrder says in which order a thread takes its tasks.
enum class TaskOrder { kForwards, kBackwards };

class ThreadPool {
 public:
  // The thread that calls run() is one of the `threads`. Each other one begins with `at_start`.
  explicit ThreadPool(int threads, std::function<void()> at_start = {});
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return static_cast<int>(helpers_.size()) + 1; }

  // Calls task(0) to task(count - 1), each once, and returns when all are done. There are at most
  // 65,535.
  //
  // Each thread begins with its own share of them, the same in every call: what its tasks worked on
  // the last time is still in its own cache, and would have to come from the other thread's
  // otherwise. The thread that calls has the first share. Whoever is done early takes from others:
  // a thread that the system lets wait, because something else needs its processor, holds nobody up
  // but with the task it is at.
  void run(int count, const std::function<void(int)>& task, TaskOrder order = TaskOrder::kForwards);

 private:
  // A thread's share is the tasks from `first` on. It has a line of the cache for itself.
  //
  // `next` holds the number of the job, how many tasks the share has, and how many of them have
  // been taken, 32, 16 and 16 bits: whoever comes late, and looks for a task of a job that is done,
  // takes none of the next one's.
  struct alignas(64) Share {
    std::atomic<int> first = 0;
    std::atomic<std::uint64_t> next = 0;
  };

  void help(int thread, const std::function<void()>& at_start);
  void take_tasks(int thread, std::uint32_t job);

  std::vector<Share> shares_;  // Each thread has one.
  std::vector<std::thread> helpers_;
  // These belong to the job in progress. Whoever has taken one of its tasks may read them.
  const std::function<void(int)>* task_ = nullptr;
  TaskOrder order_ = TaskOrder::kForwards;
  std::atomic<int> left_ = 0;            // So many of its tasks are not done.
  std::atomic<std::uint32_t> jobs_ = 0;  // It counts the jobs; a new number wakes the helpers.
  std::atomic<bool> over_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable done_;
};

// Does the same on the thread that calls, where there is no pool. Allocates nothing.
template <class Task>
void run_tasks(ThreadPool* pool, int count, const Task& task,
               TaskOrder order = TaskOrder::kForwards) {
  if (pool != nullptr) {
    pool->run(count, std::cref(task), order);
  } else {
    for (int i = 0; i < count; ++i) task(order == TaskOrder::kForwards ? i : count - 1 - i);
  }
}

}  // namespace inkling

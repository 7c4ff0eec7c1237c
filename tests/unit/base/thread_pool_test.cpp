#include "base/thread_pool.h"

#include <doctest/doctest.h>

#include <chrono>

using namespace inkling;

TEST_CASE("each task is done once, and all are done at the end") {
  for (const int threads : {1, 2, 4}) {
    ThreadPool pool(threads);
    CHECK(pool.threads() == threads);
    for (const int count : {0, 1, 2, 100}) {
      std::vector<int> done(static_cast<std::size_t>(count));
      for (int round = 0; round < 20; ++round) {
        pool.run(count, [&](int task) { ++done[static_cast<std::size_t>(task)]; });
      }
      CHECK(done == std::vector<int>(static_cast<std::size_t>(count), 20));
    }
  }
}

TEST_CASE("helpers wake from sleep, and prepare themselves before the first task") {
  std::atomic<int> prepared = 0;
  {
    ThreadPool pool(3, [&] { ++prepared; });
    for (int round = 0; round < 3; ++round) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      std::atomic<int> sum = 0;
      pool.run(10, [&](int task) { sum += task; });
      CHECK(sum == 45);
    }
  }
  CHECK(prepared == 2);
}

TEST_CASE("a thread that does not come holds nobody up, and takes nothing of a later job") {
  std::atomic<bool> may_come = false;
  ThreadPool pool(2, [&] {
    while (!may_come) std::this_thread::yield();
  });
  std::vector<int> done(100);
  for (int round = 0; round < 10; ++round) {
    pool.run(100, [&](int task) { ++done[static_cast<std::size_t>(task)]; });
  }
  CHECK(done == std::vector<int>(100, 10));
  may_come = true;
  // Short jobs follow each other while the thread may come late to each of them.
  std::vector<std::atomic<int>> counts(3);
  for (int round = 0; round < 20'000; ++round) {
    pool.run(3, [&](int task) { ++counts[static_cast<std::size_t>(task)]; });
  }
  for (const auto& count : counts) CHECK(count == 20'000);
}

TEST_CASE("without a pool, the tasks are done in their order") {
  std::vector<int> order;
  run_tasks(nullptr, 3, [&](int task) { order.push_back(task); });
  CHECK(order == std::vector<int>{0, 1, 2});
  run_tasks(
      nullptr, 2, [&](int task) { order.push_back(task); }, TaskOrder::kBackwards);
  CHECK(order == std::vector<int>{0, 1, 2, 1, 0});
}

TEST_CASE("a thread begins with its own tasks, backwards where that is wanted") {
  ThreadPool pool(2);
  for (const TaskOrder order : {TaskOrder::kForwards, TaskOrder::kBackwards}) {
    // Each of the first two tasks to begin waits for the other: so each thread takes one of them.
    std::atomic<int> begun = 0;
    std::vector<int> first(2);
    const std::thread::id caller = std::this_thread::get_id();
    pool.run(
        6,
        [&](int task) {
          if (begun++ >= 2) return;
          while (begun < 2) {
          }
          first[std::this_thread::get_id() == caller ? 0 : 1] = task;
        },
        order);
    CHECK(first ==
          (order == TaskOrder::kForwards ? std::vector<int>{0, 3} : std::vector<int>{2, 5}));
  }
}

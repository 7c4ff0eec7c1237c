// Runs and jobs have a context in common: the data, the network, the page, and the machine.
#pragma once

#include <functional>
#include <span>

#include "base/thread_pool.h"
#include "engine/data_loader.h"
#include "engine/outbox.h"
#include "engine/worker_model.h"
#include "math/kernels/kernel_set.h"

namespace inkling {

// All of it belongs to the session and outlives its users.
struct EngineContext {
  DataLoader& data;
  WorkerModel& model;
  const Outbox& outbox;
  std::function<double()> now_ms;  // The clock is monotonic.
  std::span<const KernelSet* const> kernel_sets;
  ThreadPool* pool;  // It is null where there are no threads.

  void tell_weights() const { outbox.tell(model.take_weights(now_ms())); }
};

}  // namespace inkling

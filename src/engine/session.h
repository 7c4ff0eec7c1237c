// A Session is the worker's side of the protocol: it routes the page's commands, and decides what
// has its turn.
//
// A session never waits and keeps no clock. Its host (the worker, or a test) hands it commands and
// fetched bytes, calls work() again and again while it asks for more, and carries what it sends.
// Every command that it is given gets one answer: see protocol.h. A session has these parts:
//
//   DataLoader       fetches the data set, as far as it is needed
//   WorkerModel      the network
//   TrainingControl  commands that change the network; holds the one TrainingRun under way
//   JobList          everything else that takes time: one Job for a command
//   Outbox           what is said to the page
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/data_loader.h"
#include "engine/engine_context.h"
#include "engine/job_list.h"
#include "engine/outbox.h"
#include "engine/protocol.h"
#include "engine/training_control.h"
#include "engine/worker_model.h"
#include "math/components.h"
#include "sets/set_reader.h"

namespace inkling {

// A SessionHost is what a session needs from outside.
struct SessionHost {
  std::function<void(const EngineMessage&)> send;
  // Fetches a file of the data set's folder and answers with fetched() or fetch_failed(), later. A
  // file that is under way may be wanted once more: then a connection that is silent is not waited
  // for.
  std::function<void(const std::string& file)> fetch;
  std::function<double()> now_ms;  // The clock is monotonic.
  // All of these can be chosen from; what is in use is another matter.
  std::vector<const KernelSet*> kernel_sets = {};
  ThreadPool* pool = nullptr;  // It serves training, where there are threads.
};

class Session {
 public:
  explicit Session(SessionHost host);

  // Its parts refer to each other.
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void receive(const EngineRequest& request);

  // The host reports that a file arrived, unpacked; how many of its packed bytes did so far; or
  // that it cannot be had.
  void fetched(const std::string& file, std::span<const std::uint8_t> bytes);
  void fetch_progress(const std::string& file, int packed_bytes);
  // Its connection had no more bytes to give: the host tries another one.
  void fetch_stalled(const std::string& file);
  void fetch_failed(const std::string& file, const Error& error);

  // The host brings the files of a data set that the visitor has chosen together, one by one, then
  // has them taken for a set: the page is told of it, and says when it is to be used.
  void add_data_file(const std::string& path, std::span<const std::uint8_t> bytes);
  void end_data_files(const std::string& name);
  // The host could not read them, for this reason: see refused_set().
  void refuse_data_files(const std::string& reason);

  // Does some milliseconds of work. Returns whether there is more to do at once.
  bool work();

 private:
  void import_files(RequestId request, const ImportCommand& command);
  void read_picture(RequestId request, const ReadPictureCommand& command);
  void use_data(RequestId request, const UseDataCommand& command);
  void find_neighbours(RequestId request, const NeighboursCommand& command);
  void show_map(RequestId request, bool wanted);
  void experiment(RequestId request, const ExperimentCommand& command);
  template <class NewJob, class... Arguments>
  void add_job(RequestId request, const Arguments&... arguments);

  void data_failed(const std::optional<ErrorEvent>& failure);
  bool has_work() const;

  const SessionHost host_;
  const Outbox outbox_;
  DataLoader data_;
  WorkerModel model_;
  const EngineContext context_;
  JobList jobs_;
  TrainingControl training_;
  std::optional<Components> map_;  // See MapJob.
  SetReader set_reader_;
  std::optional<ImageSet> read_set_;  // It was read, and is not used yet.
};

}  // namespace inkling

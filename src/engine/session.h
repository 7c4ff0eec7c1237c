// The worker's side of the protocol: holds the data set and the network, and trains.
//
// A session never waits and keeps no clock. Its host (the worker, or a test) hands it commands and
// fetched bytes, calls work() again and again while it asks for more, and takes out what it has to
// say. Every command that it is given gets one answer: see protocol.h.
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "data/dataset.h"
#include "engine/experiment.h"
#include "engine/neighbours.h"
#include "engine/protocol.h"
#include "engine/speed_test.h"
#include "math/components.h"
#include "nn/metrics.h"
#include "nn/trainer.h"

namespace inkling {

// What a session needs from outside.
struct SessionHost {
  std::function<void(const EngineMessage&)> send;
  // Fetch a file of the data set's folder and answer with fetched() or fetch_failed(), later. A
  // file that is under way may be wanted once more: then a connection that is silent is not waited
  // for.
  std::function<void(const std::string& file)> fetch;
  std::function<double()> now_ms;  // a monotonic clock
  // All that can be chosen from; what is in use is another matter.
  std::vector<const KernelSet*> kernel_sets = {};
  Team* team = nullptr;  // to train with, where there are threads
};

// How many training images, from the first one on, an answer takes.
int training_images_of(const PicturesCommand& pictures);
int training_images_of(const ExperimentCommand& experiment);

// A command that waits, with its number.
template <class Wanted>
struct Waiting {
  RequestId request = kNoRequest;
  Wanted command;
};

class Session {
 public:
  explicit Session(SessionHost host);

  void receive(const EngineRequest& request);

  // A file arrived, unpacked; or so many of its packed bytes; or it cannot be had.
  void fetched(const std::string& file, std::span<const std::uint8_t> bytes);
  void fetch_progress(const std::string& file, int packed_bytes);
  // Its connection had no more bytes to give: the host tries another one.
  void fetch_stalled(const std::string& file);
  void fetch_failed(const std::string& file, const Error& error);

  // Does some milliseconds of work. Returns whether there is more to do at once.
  bool work();

 private:
  // How long work() goes on before it looks for commands, and a search or an experiment before
  // other things have their turn. With the longest single step of the trainer it stays well below
  // the tenth of a second in which a pause must be answered.
  static constexpr double kSliceMs = 8;

  // What the visitor has drawn and told us what it is.
  struct OwnDrawings {
    std::vector<std::uint8_t> pixels;  // [count, 784]
    std::vector<std::uint8_t> labels;
    Examples examples() const { return {pixels, labels}; }
  };

  using Requests = std::vector<RequestId>;  // the oldest one first

  // A run of training, from TrainCommand to FinishedEvent.
  struct Run {
    Run();                 // not implicit: Clang would take it for missing until the end of Session
    Requests requests;     // that its end answers
    RequestId newest = 0;  // of them
    Settings settings;
    OwnDrawings own;
    bool teaching = false;           // the short run of a TeachCommand
    std::optional<Trainer> trainer;  // from when the manifest is there
    std::vector<float> parameters_before;
    bool trained_before = false;
    bool running = true;
    bool waiting = true;  // for data
    bool pause_after_step = false;
    // What the evaluation of the whole test set that comes next is for.
    enum class Ending { kNone, kEpoch, kLastEpoch, kStopped };
    Ending ending = Ending::kNone;
    bool stop_wanted = false;  // after the evaluation at an epoch's end
    int epochs_done = 0;
    double train_loss = 0;  // of the last epoch that ended
    double began_ms = 0;
    double epoch_began_ms = 0;
    double training_ms = 0;   // spent in training steps
    std::int64_t images = 0;  // trained on in that time
    // For the next ProgressEvent.
    Trainer::Totals recent;   // since the last one
    Trainer::Totals counted;  // of the epoch, what went into `recent` so far
    double last_progress_ms = 0;
    int next_sample_step = 1;
  };

  enum class ShardState { kMissing, kUnderWay, kLoaded };
  struct Loading {
    bool manifest_under_way = false;
    // How many training images are wanted, from the first one on, and all test images with them;
    // empty: the first test pictures at most.
    std::optional<int> training;
    // Why something could not be had; the next command that wants data tries again.
    std::optional<ErrorEvent> failure;
    bool stalled = false;  // a connection stalled, and nothing has come since
    std::vector<ShardState> shards;
    std::vector<int> packed_bytes;  // of each shard, so far
  };

  // Fetches what is missing of so many training images, and of the test images.
  void load(int training_images);
  void load_everything() { load(std::numeric_limits<int>::max()); }
  void load_manifest_or_shards();
  bool wanted(const ShardInfo& shard) const;
  void send_test_pictures();
  void fetch_next();
  void report_loading();
  void take_manifest(std::span<const std::uint8_t> bytes);
  void fail_loading(const std::string& file, const Error& error);

  // An event of its own accord, or one that belongs to a request and does not answer it yet.
  void tell(Event event, RequestId request = kNoRequest);
  void answer(RequestId request, Event event);
  // The same answer to all; they wait no longer.
  void answer(Requests& requests, const Event& event);
  void refuse(RequestId request, ErrorCode code, const char* message);
  // Another command takes its place, or makes it idle.
  template <class Wanted>
  void supersede(std::optional<Waiting<Wanted>>& waiting) {
    if (waiting) answer(waiting->request, SupersededEvent{});
    waiting.reset();
  }
  template <class Wanted>
  void wait(std::optional<Waiting<Wanted>>& waiting, RequestId request, Wanted command) {
    supersede(waiting);
    waiting.emplace(Waiting<Wanted>{request, std::move(command)});
  }

  void train(RequestId request, const TrainCommand& command);
  void start(RequestId request, const TrainCommand& command);
  void teach(RequestId request, const TeachCommand& command);
  void begin_run(const Settings& settings, bool teaching, Requests requests);
  void pause(RequestId request);
  void hold_run();
  void resume(RequestId request, bool one_step);
  void stop(RequestId request);
  void reset(RequestId request, const Settings& settings);
  void set_weights(RequestId request, const SetWeightsCommand& weights);
  void find_neighbours(RequestId request, const NeighboursCommand& neighbours);
  void set_map(RequestId request, bool wanted);
  void begin_experiment(RequestId request, const ExperimentCommand& experiment);
  void end_experiment();
  void replace_network(Network<float> network, bool trained, RequestId origin);

  void prepare_run();
  void train_until(double until_ms);
  // What is only looked at, in session_look.cpp. Each does some milliseconds of what is wanted and
  // returns whether there is more to do at once.
  bool look();
  void send_pictures();
  bool search_neighbours();
  bool make_map();
  bool experiment();
  bool send_experiment();

  bool speed_can_begin() const;
  void measure_speed();
  void evaluate_until(double until_ms);
  void end_epoch(const Metrics& test);
  void finish(const Metrics* test, bool stopped, bool diverged);
  // Ends a run whose data could not be had.
  void end_run_without_data();
  void diverge();
  void answer_if_loaded();
  void report_progress(bool with_test_sample);
  void publish_network();
  void send_weights();
  WeightsEvent take_weights();
  void send_run_state();

  Examples examples(Split split) const;
  bool test_complete() const;
  // Whether there are so many training images, or all that the data set has.
  bool has_training(int images) const;

  SessionHost host_;
  std::optional<Dataset> dataset_;
  Loading loading_;
  Network<float> network_;
  bool trained_ = false;           // at least one step since the weights were random
  RequestId origin_ = kNoRequest;  // see WeightsEvent
  bool weights_changed_ = false;
  double last_weights_ms_ = 0;
  OwnDrawings own_;
  int classes_ = kDigits;
  Requests loads_;                                     // that wait for all of the data
  Requests teachings_;                                 // a short run for them is to begin
  std::optional<Waiting<TrainCommand>> train_wanted_;  // when the short run under way is over
  std::optional<Run> run_;
  Requests stops_;                        // of the run under way
  std::optional<Evaluation> evaluation_;  // of the whole test set, under way
  Requests evaluations_;                  // wanted by the page, not by a run
  Requests test_pictures_;
  std::optional<Waiting<PicturesCommand>> pictures_wanted_[kPicturesUses];
  std::optional<Waiting<NeighbourSearch>> search_;
  RequestId map_request_ = kNoRequest;  // none where no map is wanted
  bool map_outdated_ = false;
  double last_map_ms_ = 0;
  std::optional<Components> map_;  // of the last one that was sent
  std::optional<Waiting<ExperimentCommand>> experiment_wanted_;
  std::unique_ptr<Experiment> experiment_;     // under way
  RequestId experiment_request_ = kNoRequest;  // that wants it
  std::size_t experiment_points_ = 0;          // of both sides, that were sent
  std::optional<Waiting<MeasureSpeedCommand>> speed_wanted_;
  std::optional<SpeedTest> speed_test_;   // under way
  RequestId speed_request_ = kNoRequest;  // that wants it
};

}  // namespace inkling

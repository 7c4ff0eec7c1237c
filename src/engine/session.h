// The worker's side of the protocol: holds the data set and the network, and trains.
//
// A session never waits and keeps no clock. Its host (the worker, or a test) hands it commands and
// fetched bytes, calls work() again and again while it asks for more, and takes out what it has to
// say.
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
  std::function<void(const Event&)> send;
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

class Session {
 public:
  explicit Session(SessionHost host);

  void receive(const Command& command);

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

  // A run of training, from TrainCommand to FinishedEvent.
  struct Run {
    Run();  // not implicit: Clang would take it for missing until the end of Session
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
    bool failed = false;   // something could not be had; LoadDataCommand tries again
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

  void start(const TrainCommand& command);
  void teach(const TeachCommand& command);
  void begin_run(const Settings& settings, bool teaching);
  void pause();
  void resume(bool one_step);
  void stop();
  void replace_network(Network<float> network, bool trained);

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
  void diverge();
  void report_progress(bool with_test_sample);
  void publish_network();
  void send_weights();
  void send_run_state();

  Examples examples(Split split) const;
  bool test_complete() const;
  // Whether there are so many training images, or all that the data set has.
  bool has_training(int images) const;

  SessionHost host_;
  std::optional<Dataset> dataset_;
  Loading loading_;
  Network<float> network_;
  bool trained_ = false;  // at least one step since the weights were random
  bool weights_changed_ = false;
  double last_weights_ms_ = 0;
  OwnDrawings own_;
  int classes_ = kDigits;
  bool teaching_wanted_ = false;
  std::optional<Run> run_;
  std::optional<Evaluation> evaluation_;  // of the whole test set, under way
  bool evaluation_wanted_ = false;        // by the page, not by a run
  bool test_pictures_wanted_ = false;
  std::optional<PicturesCommand> pictures_wanted_[kPicturesUses];
  std::optional<NeighbourSearch> search_;
  bool map_wanted_ = false;
  bool map_outdated_ = false;
  double last_map_ms_ = 0;
  std::optional<Components> map_;  // of the last one that was sent
  std::optional<ExperimentCommand> experiment_wanted_;
  std::unique_ptr<Experiment> experiment_;  // under way
  std::size_t experiment_points_ = 0;       // of both sides, that were sent
  std::optional<MeasureSpeedCommand> speed_wanted_;
  std::optional<SpeedTest> speed_test_;  // under way
};

}  // namespace inkling

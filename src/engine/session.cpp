#include "engine/session.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "data/augment.h"
#include "math/kernels/kernel_set.h"
#include "nn/teaching.h"

namespace inkling {
namespace {

constexpr const char* kManifestFile = "manifest.json";

constexpr double kWeightsIntervalMs = 120;
// The API promises ten a second at most, the one at the end of a run included.
constexpr double kProgressIntervalMs = 112;

// Others are on their way while one is unpacked.
constexpr int kParallelFetches = 4;

// The quick look at the test set between two full evaluations comes at so many places of an epoch.
constexpr int kSamplesPerEpoch = 10;

// Pictures that the speed of training is measured with.
constexpr int kSpeedImages = 1280;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Session::Run::Run() = default;

Session::Session(SessionHost host) : host_(std::move(host)), network_(NetworkShape{}) {
  network_.initialise(Settings{}.seed);
  host_.send(ReadyEvent{.kernel = kernels().name,
                        .threads = host_.team != nullptr ? host_.team->threads() : 1});
  send_weights();
}

Examples Session::examples(Split split) const {
  if (!dataset_) return {};
  const auto count = static_cast<std::size_t>(dataset_->ready(split));
  return {dataset_->pixels(split).first(count * kPixels), dataset_->labels(split).first(count)};
}

bool Session::has_training(int images) const {
  return dataset_ && dataset_->ready(Split::kTrain) >=
                         std::min(images, dataset_->manifest().count(Split::kTrain));
}

bool Session::test_complete() const {
  return dataset_ && dataset_->ready(Split::kTest) == dataset_->manifest().count(Split::kTest);
}

// ---- Commands -----------------------------------------------------------------------------------

void Session::receive(const Command& command) {
  struct Visitor {
    Session& self;
    void operator()(const LoadDataCommand&) { self.load_everything(); }
    void operator()(const TrainCommand& train) { self.start(train); }
    void operator()(const PauseCommand&) { self.pause(); }
    void operator()(const ResumeCommand& resume) { self.resume(resume.one_step); }
    void operator()(const StopCommand&) { self.stop(); }
    void operator()(const ResetCommand& reset) {
      Network<float> network(reset.settings.shape(kPixels, self.classes_));
      network.initialise(reset.settings.seed);
      self.replace_network(std::move(network), false);
    }
    void operator()(const SetWeightsCommand& weights) {
      Network<float> network({.layers = weights.layers, .activation = weights.activation});
      if (network.parameters().size() != weights.parameters.size()) return;
      std::copy(weights.parameters.begin(), weights.parameters.end(), network.parameters().begin());
      self.replace_network(std::move(network), true);
    }
    void operator()(const TeachCommand& teach) { self.teach(teach); }
    void operator()(const TestPicturesCommand&) {
      self.test_pictures_wanted_ = true;
      self.load_manifest_or_shards();
      self.send_test_pictures();
    }
    void operator()(const PicturesCommand& pictures) {
      self.pictures_wanted_[static_cast<int>(pictures.use)] = pictures;
      self.load(training_images_of(pictures));
    }
    void operator()(const NeighboursCommand& neighbours) {
      if (neighbours.picture.size() != kPixels || neighbours.count < 1) return;
      self.publish_network();
      self.search_.emplace(self.network_, neighbours.picture, neighbours.count);
      self.load_everything();
    }
    void operator()(const MapCommand& map) {
      self.map_wanted_ = self.map_outdated_ = map.wanted;
      self.last_map_ms_ = 0;
      if (map.wanted) self.load(0);
    }
    void operator()(const ExperimentCommand& experiment) {
      self.experiment_.reset();
      self.experiment_wanted_.reset();
      if (experiment.sides.size() != 2 || self.run_) return;
      self.experiment_wanted_ = experiment;
      self.load(training_images_of(experiment));
    }
    void operator()(const EvaluateCommand&) {
      self.evaluation_wanted_ = true;
      self.load(0);
    }
    void operator()(const MeasureSpeedCommand& measure) {
      self.speed_wanted_ = measure;
      self.load(kSpeedImages);
    }
  };
  std::visit(Visitor{*this}, command);
}

void Session::replace_network(Network<float> network, bool trained) {
  if (run_) finish(nullptr, true, false);
  evaluation_.reset();
  network_ = std::move(network);
  trained_ = trained;
  send_weights();
}

void Session::start(const TrainCommand& command) {
  if (run_) return;
  const NetworkShape shape = command.settings.shape(kPixels, classes_);
  if (shape != network_.shape()) {
    Network<float> network(shape);
    network.initialise(command.settings.seed);
    replace_network(std::move(network), false);
  }
  begin_run(command.settings, false);
  run_->pause_after_step = command.one_step;
}

void Session::teach(const TeachCommand& command) {
  own_ = {command.pixels, command.labels};
  classes_ = static_cast<int>(command.classes.size());
  if (command.classes != same_classes(network_.shape().layers.back())) {
    replace_network(with_classes(network_, command.classes), trained_);
  }
  teaching_wanted_ = command.learn && !own_.labels.empty();
  if (teaching_wanted_) load(teaching_settings(network_).train_images);
}

void Session::begin_run(const Settings& settings, bool teaching) {
  experiment_.reset();
  experiment_wanted_.reset();
  run_.emplace();
  run_->settings = settings;
  run_->own = own_;
  run_->teaching = teaching;
  const auto parameters = network_.parameters();
  run_->parameters_before.assign(parameters.begin(), parameters.end());
  run_->trained_before = trained_;
  run_->began_ms = run_->epoch_began_ms = host_.now_ms();
  load(settings.train_images);
  prepare_run();
  if (run_) send_run_state();
}

void Session::pause() {
  if (!run_) return;
  run_->running = false;
  send_weights();
  send_run_state();
}

void Session::resume(bool one_step) {
  if (!run_) return;
  run_->running = true;
  run_->pause_after_step = one_step;
  send_run_state();
}

void Session::stop() {
  if (!run_) return;
  if (!test_complete() || !run_->trainer) {
    finish(nullptr, true, false);
    return;
  }
  run_->running = true;
  run_->waiting = false;
  run_->ending = Run::Ending::kStopped;
}

// ---- Data ---------------------------------------------------------------------------------------

void Session::load(int training_images) {
  const std::optional<int> before = loading_.training;
  loading_.training = std::max(before.value_or(0), training_images);
  load_manifest_or_shards();
  if (dataset_ && loading_.training != before) report_loading();
}

void Session::load_manifest_or_shards() {
  loading_.failed = false;
  if (!dataset_) {
    loading_.manifest_under_way = true;
    host_.fetch(kManifestFile);
    return;
  }
  for (std::size_t i = 0; i < loading_.shards.size(); ++i) {
    if (loading_.shards[i] == ShardState::kUnderWay) {
      host_.fetch(dataset_->manifest().shards[i].file);
    }
  }
  fetch_next();
}

bool Session::wanted(const ShardInfo& shard) const {
  if (!loading_.training) {
    return test_pictures_wanted_ && shard.split == Split::kTest && shard.offset == 0;
  }
  return shard.split == Split::kTest || shard.offset < *loading_.training;
}

void Session::send_test_pictures() {
  const Examples test = examples(Split::kTest);
  if (!test_pictures_wanted_ || test.count() == 0) return;
  test_pictures_wanted_ = false;
  const Examples first = test.part(0, std::min(test.count(), kTestSampleImages));
  host_.send(TestPicturesEvent{.pixels = {first.pixels.begin(), first.pixels.end()},
                               .labels = {first.labels.begin(), first.labels.end()}});
}

void Session::fetch_next() {
  auto under_way =
      std::count(loading_.shards.begin(), loading_.shards.end(), ShardState::kUnderWay);
  for (std::size_t i = 0; i < loading_.shards.size() && under_way < kParallelFetches; ++i) {
    if (loading_.shards[i] != ShardState::kMissing) continue;
    if (!wanted(dataset_->manifest().shards[i])) continue;
    loading_.shards[i] = ShardState::kUnderWay;
    loading_.packed_bytes[i] = 0;
    ++under_way;
    host_.fetch(dataset_->manifest().shards[i].file);
  }
}

void Session::take_manifest(std::span<const std::uint8_t> bytes) {
  loading_.manifest_under_way = false;
  Result<Manifest> manifest =
      parse_manifest({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!manifest) {
    fail_loading(kManifestFile, manifest.error());
    return;
  }
  loading_.shards.assign(manifest->shards.size(), ShardState::kMissing);
  loading_.packed_bytes.assign(manifest->shards.size(), 0);
  dataset_.emplace(std::move(*manifest));
  report_loading();
  prepare_run();
  fetch_next();
}

void Session::fetched(const std::string& file, std::span<const std::uint8_t> bytes) {
  if (file == kManifestFile) {
    take_manifest(bytes);
    return;
  }
  const auto& shards = dataset_->manifest().shards;
  const auto found = std::find_if(shards.begin(), shards.end(),
                                  [&](const ShardInfo& shard) { return shard.file == file; });
  const auto index = found - shards.begin();
  if (loading_.shards[static_cast<std::size_t>(index)] == ShardState::kLoaded) return;
  const Status added = dataset_->add_shard(static_cast<int>(index), bytes);
  if (!added) {
    fail_loading(file, added.error());
    return;
  }
  loading_.stalled = false;
  loading_.shards[static_cast<std::size_t>(index)] = ShardState::kLoaded;
  loading_.packed_bytes[static_cast<std::size_t>(index)] = found->packed_size;
  report_loading();
  send_test_pictures();
  if (!loading_.failed) fetch_next();
  if (run_) run_->waiting = !run_->trainer;
}

void Session::fetch_stalled(const std::string& file) {
  fetch_progress(file, 0);
  loading_.stalled = true;
  if (dataset_) report_loading();
}

void Session::fetch_progress(const std::string& file, int packed_bytes) {
  loading_.stalled = false;
  if (!dataset_) return;
  const auto& shards = dataset_->manifest().shards;
  for (std::size_t i = 0; i < shards.size(); ++i) {
    if (shards[i].file == file) {
      loading_.packed_bytes[i] = std::min(packed_bytes, shards[i].packed_size);
    }
  }
  report_loading();
}

void Session::fetch_failed(const std::string& file, const Error& error) {
  if (file == kManifestFile) loading_.manifest_under_way = false;
  fail_loading(file, error);
}

void Session::fail_loading(const std::string& file, const Error& error) {
  loading_.failed = true;
  loading_.stalled = false;
  for (std::size_t i = 0; i < loading_.shards.size(); ++i) {
    if (dataset_->manifest().shards[i].file == file) loading_.shards[i] = ShardState::kMissing;
  }
  evaluation_wanted_ = false;
  test_pictures_wanted_ = false;
  for (auto& wanted : pictures_wanted_) wanted.reset();
  search_.reset();
  experiment_wanted_.reset();
  speed_wanted_.reset();
  host_.send(ErrorEvent{.code = error.code, .message = error.message, .file = file});
  if (run_ && run_->waiting) finish(nullptr, true, false);
}

void Session::report_loading() {
  LoadingEvent event;
  const auto& shards = dataset_->manifest().shards;
  event.complete = true;
  for (std::size_t i = 0; i < shards.size(); ++i) {
    const bool loaded = loading_.shards[i] == ShardState::kLoaded;
    if (!loaded && !wanted(shards[i])) continue;
    event.loaded += loading_.packed_bytes[i];
    event.total += shards[i].packed_size;
    event.complete = event.complete && loaded;
  }
  event.train_images = dataset_->manifest().count(Split::kTrain);
  event.test_images = dataset_->manifest().count(Split::kTest);
  event.stalled = loading_.stalled;
  host_.send(event);
}

// ---- Work ---------------------------------------------------------------------------------------

bool Session::work() {
  const double until_ms = host_.now_ms() + kSliceMs;
  if (teaching_wanted_ && !run_) {
    teaching_wanted_ = false;
    begin_run(teaching_settings(network_), true);
  }
  // What is to be learned next makes the measurement of what has been learned idle.
  if (run_ && run_->teaching && teaching_wanted_ && run_->ending == Run::Ending::kLastEpoch) {
    publish_network();
    run_.reset();
    return true;
  }
  const bool run_wants_evaluation = run_ && run_->ending != Run::Ending::kNone;
  if (!evaluation_ && (run_wants_evaluation || evaluation_wanted_) && test_complete()) {
    publish_network();
    evaluation_.emplace(network_, examples(Split::kTest));
    if (evaluation_wanted_) evaluation_->keep_judgements();
  }
  if (evaluation_) {
    evaluate_until(until_ms);
  } else if (run_wants_evaluation) {
    run_->waiting = true;
  } else if (run_ && run_->running && !run_->waiting) {
    train_until(until_ms);
  } else if (!run_ && (speed_test_ || speed_can_begin())) {
    measure_speed();
  }
  const bool looking = look();
  if (run_ && run_->waiting && loading_.failed) finish(nullptr, true, false);
  const bool more = looking || evaluation_.has_value() || (teaching_wanted_ && !run_) ||
                    (evaluation_wanted_ && test_complete()) ||
                    (!run_ && (speed_test_ || speed_can_begin())) ||
                    (run_ && run_->running && !run_->waiting);
  const bool weights_due = !more || host_.now_ms() - last_weights_ms_ >= kWeightsIntervalMs;
  if (weights_changed_ && weights_due) send_weights();
  return more;
}

// Makes the trainer as soon as the manifest tells how the data comes.
void Session::prepare_run() {
  if (!run_ || run_->trainer || !dataset_) return;
  const Manifest& manifest = dataset_->manifest();
  run_->settings.train_images =
      std::min(run_->settings.train_images, manifest.count(Split::kTrain));
  const int images = run_->settings.train_images;
  const Examples own = run_->own.examples();
  const int copies = teaching_copies(own.count(), images);
  // A short run mixes all that it has; a long one begins before all of it is there.
  const int block = run_->teaching ? images + copies * own.count() : dataset_->block(Split::kTrain);
  run_->trainer.emplace(network_, run_->settings, block, host_.team);
  if (run_->settings.augment) run_->trainer->augment_with(augment);
  if (run_->teaching) run_->trainer->freeze_pruned();
  if (copies > 0) run_->trainer->mix_in(own, copies, augment_own);
  run_->waiting = false;
}

void Session::train_until(double until_ms) {
  Run& run = *run_;
  Trainer& trainer = *run.trainer;
  const Examples training = examples(Split::kTrain);
  for (double now = host_.now_ms(); now < until_ms;) {
    const Trainer::Outcome outcome = trainer.advance(training);
    const double after = host_.now_ms();
    if (outcome == Trainer::Outcome::kWaiting) {
      run.waiting = true;
      send_run_state();
      return;
    }
    if (outcome == Trainer::Outcome::kDiverged) {
      diverge();
      return;
    }
    run.training_ms += after - now;
    now = after;

    const Trainer::Totals& totals = trainer.epoch_totals();
    run.images += totals.seen - run.counted.seen;
    run.recent.loss += totals.loss - run.counted.loss;
    run.recent.correct += totals.correct - run.counted.correct;
    run.recent.examples += totals.examples - run.counted.examples;
    run.counted = totals;
    if (outcome == Trainer::Outcome::kChunk) continue;

    trained_ = weights_changed_ = true;
    const bool epoch_over = outcome != Trainer::Outcome::kStep;
    const bool last = outcome == Trainer::Outcome::kFinished;
    if (last || now - run.last_progress_ms >= kProgressIntervalMs) {
      report_progress(!last && trainer.step() >= run.next_sample_step &&
                      examples(Split::kTest).count() >= kTestSampleImages);
    }
    if (epoch_over) {
      run.counted = {};
      run.ending = last ? Run::Ending::kLastEpoch : Run::Ending::kEpoch;
    }
    if (run.pause_after_step) {
      run.pause_after_step = false;
      report_progress(false);
      pause();
      return;
    }
    if (epoch_over) return;
    now = host_.now_ms();
  }
}

void Session::report_progress(bool with_test_sample) {
  Run& run = *run_;
  const Trainer& trainer = *run.trainer;
  if (run.recent.examples == 0) return;
  ProgressEvent event;
  event.epochs = run.settings.epochs;
  event.steps = trainer.total_steps();
  event.step = trainer.step();
  event.epoch = (trainer.step() - 1) / trainer.steps_per_epoch() + 1;
  event.train_loss = run.recent.mean_loss();
  event.train_accuracy = run.recent.accuracy();
  event.images_per_second =
      run.training_ms > 0 ? 1000.0 * static_cast<double>(run.images) / run.training_ms : 0;
  if (with_test_sample) {
    publish_network();
    const Metrics sample = evaluate(network_, examples(Split::kTest).part(0, kTestSampleImages));
    event.has_test_sample = true;
    event.test_loss = sample.loss;
    event.test_accuracy = sample.accuracy;
    // Often in the beginning, where most happens, then evenly.
    const int even = std::max(1, trainer.steps_per_epoch() / kSamplesPerEpoch);
    run.next_sample_step = trainer.step() + std::min(even, trainer.step());
  }
  host_.send(event);
  run.recent = {};
  run.last_progress_ms = host_.now_ms();
}

// With the first pictures of the training set: the rest may still be on its way.
bool Session::speed_can_begin() const {
  return speed_wanted_ && examples(Split::kTrain).count() >= kSpeedImages;
}

void Session::measure_speed() {
  if (!speed_test_) {
    speed_test_.emplace(host_.kernel_sets, examples(Split::kTrain).part(0, kSpeedImages),
                        speed_wanted_->detailed, host_.team, host_.now_ms);
    speed_wanted_.reset();
  }
  const bool more = speed_test_->advance();
  host_.send(SpeedEvent{.figures = speed_test_->figures(), .done = !more});
  if (!more) speed_test_.reset();
}

void Session::evaluate_until(double until_ms) {
  bool more = true;
  while (more && host_.now_ms() < until_ms) more = evaluation_->advance();
  if (more) return;
  const Metrics test = evaluation_->metrics();
  if (evaluation_wanted_ && evaluation_->judged()) {
    evaluation_wanted_ = false;
    EvaluatedEvent event;
    event.loss = test.loss;
    event.accuracy = test.accuracy;
    const auto labels = examples(Split::kTest).labels;
    event.labels.assign(labels.begin(), labels.end());
    for (const Judgement& judgement : evaluation_->judgements()) {
      event.predictions.push_back(judgement.prediction);
      event.probabilities.push_back(judgement.probability);
    }
    for (const auto& row : test.confusion) {
      event.confusion.insert(event.confusion.end(), row.begin(), row.end());
    }
    host_.send(event);
  }
  evaluation_.reset();
  if (!run_ || run_->ending == Run::Ending::kNone) return;
  const Run::Ending ending = run_->ending;
  run_->ending = Run::Ending::kNone;
  if (ending != Run::Ending::kStopped) end_epoch(test);
  if (ending != Run::Ending::kEpoch) finish(&test, ending == Run::Ending::kStopped, false);
}

void Session::end_epoch(const Metrics& test) {
  Run& run = *run_;
  const Trainer::Totals& totals = run.trainer->epoch_totals();
  run.epochs_done = run.trainer->epoch();
  run.train_loss = totals.mean_loss();
  const double now = host_.now_ms();
  host_.send(EpochEvent{.epoch = run.epochs_done,
                        .step = run.trainer->step(),
                        .train_loss = totals.mean_loss(),
                        .train_accuracy = totals.accuracy(),
                        .test_loss = test.loss,
                        .test_accuracy = test.accuracy,
                        .seconds = (now - run.epoch_began_ms) / 1000});
  run.epoch_began_ms = now;
}

void Session::diverge() {
  publish_network();  // or the trainer would do so later, over what is restored here
  std::copy(run_->parameters_before.begin(), run_->parameters_before.end(),
            network_.parameters().begin());
  trained_ = run_->trained_before;
  host_.send(ErrorEvent{.code = ErrorCode::kDiverged,
                        .message =
                            "The loss grew without bound: the learning rate is too large. The "
                            "weights from before this run are back; try a smaller one.",
                        .file = ""});
  finish(nullptr, false, true);
}

void Session::finish(const Metrics* test, bool stopped, bool diverged) {
  const Run& run = *run_;
  FinishedEvent event;
  event.epochs = run.epochs_done;
  event.steps = run.trainer ? run.trainer->step() : 0;
  event.train_loss =
      run.trainer && run.counted.examples > 0 ? run.counted.mean_loss() : run.train_loss;
  event.test_loss = test != nullptr ? test->loss : kUnknown;
  event.test_accuracy = test != nullptr ? test->accuracy : kUnknown;
  event.seconds = (host_.now_ms() - run.began_ms) / 1000;
  event.images_per_second =
      run.training_ms > 0 ? 1000.0 * static_cast<double>(run.images) / run.training_ms : 0;
  event.stopped = stopped;
  event.diverged = diverged;
  event.teaching = run.teaching;
  publish_network();
  run_.reset();
  send_weights();
  host_.send(event);
}

// Before anybody but the trainer looks at the network.
void Session::publish_network() {
  if (run_ && run_->trainer) run_->trainer->publish();
}

void Session::send_weights() {
  publish_network();
  const auto parameters = network_.parameters();
  host_.send(WeightsEvent{.layers = network_.shape().layers,
                          .activation = network_.shape().activation,
                          .parameters = {parameters.begin(), parameters.end()},
                          .trained = trained_});
  weights_changed_ = false;
  map_outdated_ = map_wanted_;
  last_weights_ms_ = host_.now_ms();
}

void Session::send_run_state() {
  host_.send(RunStateEvent{
      .running = run_->running, .waiting_for_data = run_->waiting, .teaching = run_->teaching});
}

}  // namespace inkling

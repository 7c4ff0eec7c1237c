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

constexpr const char* kBusyMessage = "A training run is under way. Stop it first, or wait.";
constexpr const char* kNotTrainingMessage = "No training run is under way.";

}  // namespace

Session::Run::Run() = default;

Session::Session(SessionHost host) : host_(std::move(host)), network_(NetworkShape{}) {
  network_.initialise(Settings{}.seed);
  tell(ReadyEvent{.kernel = kernels().name,
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

// ---- What is said
// ---------------------------------------------------------------------------------

void Session::tell(Event event, RequestId request) {
  host_.send({.event = std::move(event), .request = request});
}

void Session::answer(RequestId request, Event event) {
  host_.send({.event = std::move(event), .request = request, .answers = true});
}

void Session::answer(Requests& requests, const Event& event) {
  for (const RequestId request : std::exchange(requests, {})) answer(request, event);
}

void Session::refuse(RequestId request, ErrorCode code, const char* message) {
  answer(request, ErrorEvent{.code = code, .message = message, .file = ""});
}

// ---- Commands -----------------------------------------------------------------------------------

void Session::receive(const EngineRequest& request) {
  struct Visitor {
    Session& self;
    RequestId id;
    void operator()(const LoadDataCommand&) {
      self.loads_.push_back(id);
      self.load_everything();
      self.answer_if_loaded();
    }
    void operator()(const TrainCommand& command) { self.train(id, command); }
    void operator()(const PauseCommand&) { self.pause(id); }
    void operator()(const ResumeCommand& resume) { self.resume(id, resume.one_step); }
    void operator()(const StopCommand&) { self.stop(id); }
    void operator()(const ResetCommand& reset) { self.reset(id, reset.settings); }
    void operator()(const SetWeightsCommand& weights) { self.set_weights(id, weights); }
    void operator()(const TeachCommand& teach) { self.teach(id, teach); }
    void operator()(const TestPicturesCommand&) {
      self.test_pictures_.push_back(id);
      self.load_manifest_or_shards();
      self.send_test_pictures();
    }
    void operator()(const PicturesCommand& pictures) {
      self.wait(self.pictures_wanted_[static_cast<int>(pictures.use)], id, pictures);
      self.load(training_images_of(pictures));
    }
    void operator()(const NeighboursCommand& neighbours) { self.find_neighbours(id, neighbours); }
    void operator()(const MapCommand& map) { self.set_map(id, map.wanted); }
    void operator()(const ExperimentCommand& experiment) { self.begin_experiment(id, experiment); }
    void operator()(const EvaluateCommand&) {
      self.evaluations_.push_back(id);
      self.load(0);
    }
    void operator()(const MeasureSpeedCommand& measure) {
      self.wait(self.speed_wanted_, id, measure);
      self.load(kSpeedImages);
    }
  };
  std::visit(Visitor{*this, request.id}, request.command);
}

void Session::replace_network(Network<float> network, bool trained, RequestId origin) {
  supersede(train_wanted_);
  if (run_) finish(nullptr, true, false);
  evaluation_.reset();
  network_ = std::move(network);
  trained_ = trained;
  origin_ = origin;
}

void Session::reset(RequestId request, const Settings& settings) {
  Network<float> network(settings.shape(kPixels, classes_));
  network.initialise(settings.seed);
  replace_network(std::move(network), false, request);
  answer(request, take_weights());
}

void Session::set_weights(RequestId request, const SetWeightsCommand& weights) {
  Network<float> network({.layers = weights.layers, .activation = weights.activation});
  if (network.parameters().size() != weights.parameters.size()) {
    refuse(request, ErrorCode::kBadModel, "These are not as many weights as the layers have.");
    return;
  }
  std::copy(weights.parameters.begin(), weights.parameters.end(), network.parameters().begin());
  replace_network(std::move(network), weights.trained, request);
  answer(request, take_weights());
}

void Session::train(RequestId request, const TrainCommand& command) {
  if (run_ && !run_->teaching) {
    refuse(request, ErrorCode::kBusy, kBusyMessage);
  } else if (run_) {
    wait(train_wanted_, request, command);
  } else {
    start(request, command);
  }
}

void Session::start(RequestId request, const TrainCommand& command) {
  const NetworkShape shape = command.settings.shape(kPixels, classes_);
  if (shape != network_.shape()) {
    Network<float> network(shape);
    network.initialise(command.settings.seed);
    replace_network(std::move(network), false, request);
    send_weights();
  }
  begin_run(command.settings, false, {request});
  if (run_) run_->pause_after_step = command.one_step;
}

void Session::teach(RequestId request, const TeachCommand& command) {
  own_ = {command.pixels, command.labels};
  classes_ = static_cast<int>(command.classes.size());
  if (command.classes != same_classes(network_.shape().layers.back())) {
    publish_network();
    replace_network(with_classes(network_, command.classes), trained_, request);
    send_weights();
  }
  if (command.learn && !own_.labels.empty()) {
    teachings_.push_back(request);
    load(teaching_settings(network_).train_images);
    return;
  }
  answer(teachings_, SupersededEvent{});
  answer(request, DoneEvent{});
}

void Session::begin_run(const Settings& settings, bool teaching, Requests requests) {
  end_experiment();
  run_.emplace();
  run_->newest = requests.back();
  run_->requests = std::move(requests);
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

void Session::pause(RequestId request) {
  if (!run_) return refuse(request, ErrorCode::kNotTraining, kNotTrainingMessage);
  hold_run();
  answer(request, DoneEvent{});
}

void Session::hold_run() {
  run_->running = false;
  send_weights();
  send_run_state();
}

void Session::resume(RequestId request, bool one_step) {
  if (!run_) return refuse(request, ErrorCode::kNotTraining, kNotTrainingMessage);
  run_->running = true;
  run_->pause_after_step = one_step;
  send_run_state();
  answer(request, DoneEvent{});
}

void Session::stop(RequestId request) {
  if (!run_) return refuse(request, ErrorCode::kNotTraining, kNotTrainingMessage);
  supersede(train_wanted_);
  stops_.push_back(request);
  if (!test_complete() || !run_->trainer) {
    finish(nullptr, true, false);
    return;
  }
  run_->running = true;
  run_->waiting = false;
  // At an epoch's end the evaluation is needed for that first.
  if (run_->ending == Run::Ending::kNone) run_->ending = Run::Ending::kStopped;
  run_->stop_wanted = true;
}

// ---- Data ---------------------------------------------------------------------------------------

void Session::load(int training_images) {
  const std::optional<int> before = loading_.training;
  loading_.training = std::max(before.value_or(0), training_images);
  load_manifest_or_shards();
  if (dataset_ && loading_.training != before) report_loading();
}

void Session::load_manifest_or_shards() {
  loading_.failure.reset();
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
    return !test_pictures_.empty() && shard.split == Split::kTest && shard.offset == 0;
  }
  return shard.split == Split::kTest || shard.offset < *loading_.training;
}

void Session::send_test_pictures() {
  const Examples test = examples(Split::kTest);
  if (test_pictures_.empty() || test.count() == 0) return;
  const Examples first = test.part(0, std::min(test.count(), kTestSampleImages));
  answer(test_pictures_, TestPicturesEvent{.pixels = {first.pixels.begin(), first.pixels.end()},
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
  answer_if_loaded();
  if (!loading_.failure) fetch_next();
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
  const ErrorEvent failure{.code = error.code, .message = error.message, .file = file};
  loading_.failure = failure;
  loading_.stalled = false;
  for (std::size_t i = 0; i < loading_.shards.size(); ++i) {
    if (dataset_->manifest().shards[i].file == file) loading_.shards[i] = ShardState::kMissing;
  }
  tell(failure);
  for (Requests* waiting : {&loads_, &evaluations_, &test_pictures_}) answer(*waiting, failure);
  const auto fail = [&](auto& waiting) {
    if (waiting) answer(waiting->request, failure);
    waiting.reset();
  };
  for (auto& wanted : pictures_wanted_) fail(wanted);
  fail(search_);
  fail(experiment_wanted_);
  fail(speed_wanted_);
  if (run_ && run_->waiting) end_run_without_data();
}

void Session::end_run_without_data() {
  Requests requests = std::exchange(run_->requests, {});
  finish(nullptr, true, false);
  answer(requests, *loading_.failure);
}

void Session::answer_if_loaded() {
  if (test_complete() && has_training(std::numeric_limits<int>::max())) {
    answer(loads_, DoneEvent{});
  }
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
  tell(event);
}

// ---- Work ---------------------------------------------------------------------------------------

bool Session::work() {
  const double until_ms = host_.now_ms() + kSliceMs;
  if (train_wanted_ && !run_) {
    const auto wanted = *std::exchange(train_wanted_, std::nullopt);
    start(wanted.request, wanted.command);
  }
  if (!teachings_.empty() && !run_) {
    begin_run(teaching_settings(network_), true, std::exchange(teachings_, {}));
  }
  // What is to be learned next makes the measurement of what has been learned idle: the run that
  // follows answers for both.
  if (run_ && run_->teaching && !teachings_.empty() && !run_->stop_wanted &&
      run_->ending == Run::Ending::kLastEpoch) {
    publish_network();
    teachings_.insert(teachings_.begin(), run_->requests.begin(), run_->requests.end());
    run_.reset();
    return true;
  }
  const bool run_wants_evaluation = run_ && run_->ending != Run::Ending::kNone;
  if (!evaluation_ && (run_wants_evaluation || !evaluations_.empty()) && test_complete()) {
    publish_network();
    evaluation_.emplace(network_, examples(Split::kTest));
    if (!evaluations_.empty()) evaluation_->keep_judgements();
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
  if (run_ && run_->waiting && loading_.failure) end_run_without_data();
  const bool more =
      looking || evaluation_.has_value() || ((!teachings_.empty() || train_wanted_) && !run_) ||
      (!evaluations_.empty() && test_complete()) || (!run_ && (speed_test_ || speed_can_begin())) ||
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
      hold_run();
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
  tell(event, run.newest);
  run.recent = {};
  run.last_progress_ms = host_.now_ms();
}

// With the first pictures of the training set: the rest may still be on its way.
bool Session::speed_can_begin() const { return speed_wanted_ && has_training(kSpeedImages); }

void Session::measure_speed() {
  if (!speed_test_) {
    const Examples training = examples(Split::kTrain);
    speed_test_.emplace(host_.kernel_sets,
                        training.part(0, std::min(training.count(), kSpeedImages)),
                        speed_wanted_->command.detailed, host_.team, host_.now_ms);
    speed_request_ = speed_wanted_->request;
    speed_wanted_.reset();
  }
  const bool more = speed_test_->advance();
  host_.send({.event = SpeedEvent{.figures = speed_test_->figures(), .done = !more},
              .request = speed_request_,
              .answers = !more});
  if (!more) speed_test_.reset();
}

void Session::evaluate_until(double until_ms) {
  bool more = true;
  while (more && host_.now_ms() < until_ms) more = evaluation_->advance();
  if (more) return;
  const Metrics test = evaluation_->metrics();
  if (!evaluations_.empty() && evaluation_->judged()) {
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
    answer(evaluations_, event);
  }
  evaluation_.reset();
  if (!run_ || run_->ending == Run::Ending::kNone) return;
  const Run::Ending ending = run_->ending;
  run_->ending = Run::Ending::kNone;
  if (ending != Run::Ending::kStopped) end_epoch(test);
  if (ending != Run::Ending::kEpoch || run_->stop_wanted) {
    finish(&test, ending != Run::Ending::kLastEpoch, false);
  }
}

void Session::end_epoch(const Metrics& test) {
  Run& run = *run_;
  const Trainer::Totals& totals = run.trainer->epoch_totals();
  run.epochs_done = run.trainer->epoch();
  run.train_loss = totals.mean_loss();
  const double now = host_.now_ms();
  tell(EpochEvent{.epoch = run.epochs_done,
                  .step = run.trainer->step(),
                  .train_loss = totals.mean_loss(),
                  .train_accuracy = totals.accuracy(),
                  .test_loss = test.loss,
                  .test_accuracy = test.accuracy,
                  .seconds = (now - run.epoch_began_ms) / 1000},
       run.newest);
  run.epoch_began_ms = now;
}

void Session::diverge() {
  publish_network();  // or the trainer would do so later, over what is restored here
  std::copy(run_->parameters_before.begin(), run_->parameters_before.end(),
            network_.parameters().begin());
  trained_ = run_->trained_before;
  const ErrorEvent diverged{.code = ErrorCode::kDiverged,
                            .message =
                                "The loss grew without bound: the learning rate is too large. The "
                                "weights from before this run are back; try a smaller one.",
                            .file = ""};
  tell(diverged);
  Requests requests = std::exchange(run_->requests, {});
  finish(nullptr, false, true);
  answer(requests, diverged);
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
  Requests requests = run.requests;
  const RequestId newest = run.newest;
  run_.reset();
  send_weights();
  if (requests.empty()) tell(event, newest);  // they will be answered with what went wrong
  answer(requests, event);
  answer(stops_, DoneEvent{});
}

// Before anybody but the trainer looks at the network.
void Session::publish_network() {
  if (run_ && run_->trainer) run_->trainer->publish();
}

void Session::send_weights() { tell(take_weights()); }

// The weights that are about to be sent.
WeightsEvent Session::take_weights() {
  publish_network();
  weights_changed_ = false;
  map_outdated_ = map_request_ != kNoRequest;
  last_weights_ms_ = host_.now_ms();
  const auto parameters = network_.parameters();
  return {.layers = network_.shape().layers,
          .activation = network_.shape().activation,
          .parameters = {parameters.begin(), parameters.end()},
          .trained = trained_,
          .origin = origin_};
}

void Session::send_run_state() {
  tell(
      RunStateEvent{
          .running = run_->running, .waiting_for_data = run_->waiting, .teaching = run_->teaching},
      run_->newest);
}

}  // namespace inkling

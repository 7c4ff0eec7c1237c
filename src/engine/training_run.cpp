#include "engine/training_run.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "data/augment.h"
#include "nn/teaching.h"

namespace inkling {
namespace {

// The API promises at most ten ProgressEvents a second, the one at the end of a run included.
constexpr double kProgressIntervalMs = 112;

// In an epoch the first test images are evaluated about so many times, between the evaluations of
// all of them.
constexpr int kSamplesPerEpoch = 10;

constexpr DataNeed kTestSet = {.training_images = 0, .test = DataNeed::Test::kAll};

std::vector<float> copy_of_parameters(const Network<float>& network) {
  const auto parameters = network.parameters();
  return {parameters.begin(), parameters.end()};
}

}  // namespace

TrainingRun::TrainingRun(const EngineContext& context, Plan plan)
    : context_(context),
      settings_(std::move(plan.settings)),
      drawings_(std::move(plan.drawings)),
      teaching_(plan.teaching),
      requests_(std::move(plan.requests)),
      newest_(requests_.back()),
      one_step_(plan.one_step),
      parameters_before_(copy_of_parameters(context.model.network())),
      trained_before_(context.model.trained()),
      began_ms_(context.now_ms()),
      epoch_began_ms_(began_ms_) {
  data_arrived();
  tell_state();
}

TrainingRun::~TrainingRun() {
  if (!done()) context_.model.end_training();
}

bool TrainingRun::goes_on() const {
  return state_ != RunState::kPaused && state_ != RunState::kPausedWaiting &&
         state_ != RunState::kEpochPaused && state_ != RunState::kDone;
}

bool TrainingRun::evaluating() const {
  return state_ == RunState::kEpoch || state_ == RunState::kEpochPaused ||
         state_ == RunState::kEpochStopped || state_ == RunState::kLastEpoch ||
         state_ == RunState::kStopped;
}

bool TrainingRun::waits_for_data() const {
  return state_ == RunState::kWaiting || state_ == RunState::kPausedWaiting ||
         (evaluating() && !context_.data.has(kTestSet));
}

bool TrainingRun::has_work() const {
  return state_ == RunState::kTraining || (evaluating() && !waits_for_data());
}

bool TrainingRun::take(RunInput input) {
  const std::optional<RunState> next = next_run_state(state_, input);
  if (next) state_ = *next;
  return next.has_value();
}

void TrainingRun::step(double until_ms) {
  if (state_ == RunState::kTraining) {
    train_until(until_ms);
  } else if (has_work()) {
    evaluate_until(until_ms);
  }
  // The loader may have given up before this run came to need the data.
  if (const auto& failure = context_.data.failure()) data_failed(*failure);
}

// ---- Data ---------------------------------------------------------------------------------------

void TrainingRun::data_arrived() {
  if (!trainer_ && context_.data.dataset() != nullptr) make_trainer();
  if (trainer_) take(RunInput::kDataArrived);
}

void TrainingRun::data_failed(const ErrorEvent& failure) {
  if (waits_for_data() && take(RunInput::kDataFailed)) finish(nullptr, true, &failure);
}

// The manifest tells how many images there are, and in which blocks they arrive.
void TrainingRun::make_trainer() {
  const Dataset& dataset = *context_.data.dataset();
  settings_.train_images =
      std::min(settings_.train_images, dataset.manifest().count(Split::kTrain));
  const int images = settings_.train_images;
  const Examples own = drawings_.examples();
  const int copies = teaching_copies(own.count(), images);
  // A short run mixes all that it has; a long one begins before all of it is there.
  const int block = teaching_ ? images + copies * own.count() : dataset.block(Split::kTrain);
  trainer_.emplace(context_.model.network_to_train(), settings_, block, context_.pool);
  if (settings_.augment) {
    const bool digits = dataset.traits().digits;
    trainer_->augment_with(digits && teaching_ ? augment_for_hands : augmentation(digits));
  }
  if (teaching_) trainer_->freeze_pruned();
  if (copies > 0) trainer_->mix_in(own, copies, augment_own);
  context_.model.begin_training(*trainer_);
}

// ---- Commands -----------------------------------------------------------------------------------

void TrainingRun::pause(RequestId request) {
  if (!take(RunInput::kPause)) return context_.outbox.refuse_without_run(request);
  tell_pause();
  context_.outbox.answer(request, DoneEvent{});
}

void TrainingRun::tell_pause() {
  context_.tell_weights();
  tell_state();
}

void TrainingRun::resume(RequestId request, bool one_step) {
  if (!take(RunInput::kResume)) return context_.outbox.refuse_without_run(request);
  one_step_ = one_step;
  tell_state();
  context_.outbox.answer(request, DoneEvent{});
}

void TrainingRun::stop(RequestId request) {
  if (done()) return context_.outbox.refuse_without_run(request);
  stops_.push_back(request);
  // What cannot be evaluated now is not waited for.
  const bool can_evaluate = trainer_ && context_.data.has(kTestSet);
  if (can_evaluate) {
    take(RunInput::kStop);
  } else {
    end();
  }
}

void TrainingRun::end() {
  if (take(RunInput::kEnd)) finish(nullptr, true);
}

bool TrainingRun::can_hand_over() const {
  return teaching_ && state_ == RunState::kLastEpoch && stops_.empty();
}

Requests TrainingRun::hand_over() {
  take(RunInput::kEnd);
  evaluation_.reset();
  context_.model.end_training();
  return std::exchange(requests_, {});
}

// ---- Work ---------------------------------------------------------------------------------------

void TrainingRun::train_until(double until_ms) {
  const Examples training = context_.data.examples(Split::kTrain);
  for (double now = context_.now_ms(); now < until_ms;) {
    const Trainer::Outcome outcome = trainer_->advance(training);
    const double after = context_.now_ms();
    if (outcome == Trainer::Outcome::kWaiting) {
      take(RunInput::kDataMissing);
      tell_state();
      return;
    }
    if (outcome == Trainer::Outcome::kDiverged) return diverge();
    training_ms_ += after - now;
    now = after;
    count_step();
    if (outcome == Trainer::Outcome::kChunk) continue;

    context_.model.step_was_taken();
    const bool last = outcome == Trainer::Outcome::kFinished;
    if (last || now - last_progress_ms_ >= kProgressIntervalMs) {
      tell_progress(!last && trainer_->step() >= next_sample_step_ &&
                    context_.data.examples(Split::kTest).count() >= kTestSampleImages);
    }
    if (outcome != Trainer::Outcome::kStep) epoch_ended(last);
    if (std::exchange(one_step_, false)) {
      tell_progress(false);
      take(RunInput::kPause);
      tell_pause();
    }
    if (state_ != RunState::kTraining) return;
    now = context_.now_ms();
  }
}

// Adds what the trainer has done since the last call to what the next ProgressEvent tells.
void TrainingRun::count_step() {
  const Trainer::Totals& totals = trainer_->epoch_totals();
  images_ += totals.seen - counted_.seen;
  recent_.loss += totals.loss - counted_.loss;
  recent_.correct += totals.correct - counted_.correct;
  recent_.examples += totals.examples - counted_.examples;
  counted_ = totals;
}

void TrainingRun::epoch_ended(bool last) {
  counted_ = {};
  epochs_done_ = trainer_->epoch();
  train_loss_ = trainer_->epoch_totals().mean_loss();
  take(last ? RunInput::kLastEpochEnded : RunInput::kEpochEnded);
}

void TrainingRun::diverge() {
  take(RunInput::kDiverged);
  context_.model.restore(parameters_before_, trained_before_);
  const ErrorEvent diverged{.code = ErrorCode::kDiverged,
                            .message =
                                "The loss grew without bound: the learning rate is too large. The "
                                "weights from before this run are back; try a smaller one.",
                            .file = ""};
  context_.outbox.tell(diverged);
  finish(nullptr, false, &diverged);
}

void TrainingRun::evaluate_until(double until_ms) {
  if (!evaluation_) {
    evaluation_.emplace(context_.model.network(), context_.data.examples(Split::kTest),
                        context_.data.traits().classes);
  }
  bool more = true;
  while (more && context_.now_ms() < until_ms) more = evaluation_->advance();
  if (more) return;
  const Metrics test = evaluation_->metrics();
  evaluation_.reset();
  const RunState evaluated = state_;
  take(RunInput::kEvaluated);
  if (evaluated != RunState::kStopped) tell_epoch(test);
  if (done()) finish(&test, evaluated != RunState::kLastEpoch);
}

// ---- What is told -------------------------------------------------------------------------------

void TrainingRun::tell_state() const {
  context_.outbox.tell(
      RunStateEvent{
          .running = goes_on(), .waiting_for_data = waits_for_data(), .teaching = teaching_},
      newest_);
}

double TrainingRun::images_per_second() const {
  return training_ms_ > 0 ? 1000.0 * static_cast<double>(images_) / training_ms_ : 0;
}

void TrainingRun::tell_progress(bool with_test_sample) {
  if (recent_.examples == 0) return;
  const int step = trainer_->step();
  ProgressEvent event;
  event.epochs = settings_.epochs;
  event.steps = trainer_->total_steps();
  event.step = step;
  event.epoch = (step - 1) / trainer_->steps_per_epoch() + 1;
  event.train_loss = recent_.mean_loss();
  event.train_accuracy = recent_.accuracy();
  event.images_per_second = images_per_second();
  if (with_test_sample) {
    const Examples test = context_.data.examples(Split::kTest);
    const Metrics sample =
        evaluate(context_.model.network(), test.part(0, std::min(test.count(), kTestSampleImages)));
    event.has_test_sample = true;
    event.test_loss = sample.loss;
    event.test_accuracy = sample.accuracy;
    // Samples come often in the beginning, where most happens, then evenly.
    const int even = std::max(1, trainer_->steps_per_epoch() / kSamplesPerEpoch);
    next_sample_step_ = step + std::min(even, step);
  }
  context_.outbox.tell(event, newest_);
  recent_ = {};
  last_progress_ms_ = context_.now_ms();
}

void TrainingRun::tell_epoch(const Metrics& test) {
  const double now = context_.now_ms();
  context_.outbox.tell(EpochEvent{.epoch = epochs_done_,
                                  .step = trainer_->step(),
                                  .train_loss = train_loss_,
                                  .train_accuracy = trainer_->epoch_totals().accuracy(),
                                  .test_loss = test.loss,
                                  .test_accuracy = test.accuracy,
                                  .seconds = (now - epoch_began_ms_) / 1000},
                       newest_);
  epoch_began_ms_ = now;
}

void TrainingRun::finish(const Metrics* test, bool stopped, const ErrorEvent* error) {
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  FinishedEvent event;
  event.epochs = epochs_done_;
  event.steps = trainer_ ? trainer_->step() : 0;
  event.train_loss = counted_.examples > 0 ? counted_.mean_loss() : train_loss_;
  event.test_loss = test != nullptr ? test->loss : kUnknown;
  event.test_accuracy = test != nullptr ? test->accuracy : kUnknown;
  if (test != nullptr) event.confusion = test->confusion;
  event.seconds = (context_.now_ms() - began_ms_) / 1000;
  event.images_per_second = images_per_second();
  event.stopped = stopped;
  event.diverged = error != nullptr && error->code == ErrorCode::kDiverged;
  event.teaching = teaching_;
  evaluation_.reset();
  context_.model.end_training();
  context_.tell_weights();
  // The page learns of the end in either case, but only one event can be the answer.
  if (error != nullptr) {
    context_.outbox.tell(event, newest_);
    context_.outbox.answer(requests_, *error);
  } else {
    context_.outbox.answer(requests_, event);
  }
  context_.outbox.answer(stops_, DoneEvent{});
}

}  // namespace inkling

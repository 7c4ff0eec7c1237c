#include "engine/training_control.h"

#include <algorithm>
#include <utility>

#include "nn/teaching.h"

namespace inkling {

// ---- Commands -----------------------------------------------------------------------------------

void TrainingControl::train(RequestId request, const TrainCommand& command) {
  if (!run_) {
    start(request, command);
  } else if (run_->teaching()) {
    supersede_waiting_train();
    train_ = {request, command};
  } else {
    context_.outbox.refuse_while_training(request);
  }
}

void TrainingControl::start(RequestId request, const TrainCommand& command) {
  NetworkShape shape = command.settings.shape(kPixels, classes_);
  if (shape != context_.model.shape()) {
    Network<float> network(std::move(shape));
    network.initialise(command.settings.seed);
    replace_network(std::move(network), false, request);
    context_.tell_weights();
  }
  begin_run({.settings = command.settings,
             .drawings = drawings_,
             .teaching = false,
             .one_step = command.one_step,
             .requests = {request}});
}

void TrainingControl::teach(RequestId request, const TeachCommand& command) {
  drawings_ = {command.pixels, command.labels};
  classes_ = static_cast<int>(command.classes.size());
  WorkerModel& model = context_.model;
  if (command.classes != same_classes(model.shape().layers.back())) {
    replace_network(with_classes(model.network(), command.classes), model.trained(), request);
    context_.tell_weights();
  }
  if (command.learn && !drawings_.labels.empty()) {
    teachings_.push_back(request);
    context_.data.request({.training_images = teaching_settings(model.network()).train_images});
    return;
  }
  context_.outbox.answer(teachings_, SupersededEvent{});
  context_.outbox.answer(request, DoneEvent{});
}

void TrainingControl::pause(RequestId request) {
  if (!run_) return context_.outbox.refuse_without_run(request);
  run_->pause(request);
}

void TrainingControl::resume(RequestId request, const ResumeCommand& command) {
  if (!run_) return context_.outbox.refuse_without_run(request);
  run_->resume(request, command.one_step);
}

void TrainingControl::stop(RequestId request) {
  if (!run_) return context_.outbox.refuse_without_run(request);
  supersede_waiting_train();
  run_->stop(request);
  drop_run_if_done();
}

void TrainingControl::reset(RequestId request, const ResetCommand& command) {
  Network<float> network(command.settings.shape(kPixels, classes_));
  network.initialise(command.settings.seed);
  replace_network(std::move(network), false, request);
  context_.outbox.answer(request, context_.model.take_weights(context_.now_ms()));
}

void TrainingControl::end_run() {
  supersede_waiting_train();
  context_.outbox.answer(teachings_, SupersededEvent{});
  if (run_) run_->end();
  run_.reset();
}

void TrainingControl::use_classes(RequestId request, const Settings& settings, int classes) {
  drawings_ = {};
  classes_ = classes;
  reset(request, {.settings = settings});
}

void TrainingControl::set_weights(RequestId request, const SetWeightsCommand& command) {
  Network<float> network({.layers = command.layers, .activation = command.activation});
  const auto parameters = network.parameters();
  if (parameters.size() != command.parameters.size()) {
    context_.outbox.refuse(request, ErrorCode::kBadModel,
                           "These are not as many weights as the layers have.");
    return;
  }
  std::copy(command.parameters.begin(), command.parameters.end(), parameters.begin());
  replace_network(std::move(network), command.trained, request);
  context_.outbox.answer(request, context_.model.take_weights(context_.now_ms()));
}

void TrainingControl::replace_network(Network<float> network, bool trained, RequestId origin) {
  supersede_waiting_train();
  if (run_) run_->end();
  run_.reset();
  context_.model.replace(std::move(network), trained, origin);
}

void TrainingControl::supersede_waiting_train() {
  if (train_) context_.outbox.answer(train_->request, SupersededEvent{});
  train_.reset();
}

// ---- The run under way --------------------------------------------------------------------------

void TrainingControl::begin_run(TrainingRun::Plan plan) {
  jobs_.supersede(Job::Kind::kExperiment);
  context_.data.request({.training_images = plan.settings.train_images});
  run_.emplace(context_, std::move(plan));
}

void TrainingControl::begin_next_run() {
  // What is to be learned next makes the evaluation of what has been learned idle: the run that
  // follows answers for both.
  if (run_ && !teachings_.empty() && run_->can_hand_over()) {
    const Requests earlier = run_->hand_over();
    teachings_.insert(teachings_.begin(), earlier.begin(), earlier.end());
    run_.reset();
  }
  if (run_) return;
  if (train_) {
    const WaitingTrain next = *std::exchange(train_, std::nullopt);
    start(next.request, next.command);
  } else if (!teachings_.empty()) {
    begin_run({.settings = teaching_settings(context_.model.network()),
               .drawings = drawings_,
               .teaching = true,
               .one_step = false,
               .requests = std::exchange(teachings_, {})});
  }
}

void TrainingControl::step(double until_ms) {
  if (!run_) return;
  run_->step(until_ms);
  drop_run_if_done();
}

bool TrainingControl::has_work() const {
  return run_ ? run_->has_work() : train_ || !teachings_.empty();
}

void TrainingControl::data_arrived() {
  if (run_) run_->data_arrived();
}

void TrainingControl::data_failed(const ErrorEvent& failure) {
  if (run_) run_->data_failed(failure);
  drop_run_if_done();
}

void TrainingControl::drop_run_if_done() {
  if (run_ && run_->done()) run_.reset();
}

}  // namespace inkling

// A TrainingControl carries out the commands that change the network. It holds the training run
// that is under way, and what is to follow it.
#pragma once

#include <optional>

#include "base/classes.h"
#include "engine/engine_context.h"
#include "engine/job_list.h"
#include "engine/training_run.h"

namespace inkling {

class TrainingControl {
 public:
  // A run that begins supersedes the experiments in `jobs`.
  TrainingControl(const EngineContext& context, JobList& jobs) : context_(context), jobs_(jobs) {}

  // These are the commands of protocol.h. Each is answered, at once or when the run that it wants
  // or stops is over.
  void train(RequestId request, const TrainCommand& command);
  void teach(RequestId request, const TeachCommand& command);
  void pause(RequestId request);
  void resume(RequestId request, const ResumeCommand& command);
  void stop(RequestId request);
  void reset(RequestId request, const ResetCommand& command);
  void set_weights(RequestId request, const SetWeightsCommand& command);

  // Ends the run under way, and what was to follow it.
  void end_run();
  // Another data set is in use: the network becomes one of its classes, with random weights, and
  // the visitor's drawings are those of another one. Answers the command.
  void use_classes(RequestId request, const Settings& settings, int classes);

  // The loader reports through these.
  void data_arrived();
  void data_failed(const ErrorEvent& failure);

  bool run_under_way() const { return run_.has_value(); }
  // Returns whether a run is under way that is not paused.
  bool run_goes_on() const { return run_ && run_->goes_on(); }

  // Begins the run that is to follow, where none is under way.
  void begin_next_run();
  // Gives the run under way its turn.
  void step(double until_ms);
  // Returns whether there is something to do for begin_next_run() or step().
  bool has_work() const;

 private:
  struct WaitingTrain {
    RequestId request;
    TrainCommand command;
  };

  void start(RequestId request, const TrainCommand& command);
  void begin_run(TrainingRun::Plan plan);
  void drop_run_if_done();
  void supersede_waiting_train();
  // Puts the network in the place of the one before. Ends the run under way, and the wish for
  // another one.
  void replace_network(Network<float> network, bool trained, RequestId origin);

  const EngineContext& context_;
  JobList& jobs_;
  UserDrawings drawings_;
  int classes_ = kDigits;
  std::optional<TrainingRun> run_;
  std::optional<WaitingTrain> train_;  // It follows the short run that is under way.
  Requests teachings_;                 // One short run is to follow for them.
};

}  // namespace inkling

// A TrainingRun is one run of training, from its command to its FinishedEvent.
//
// A run is always in one of the states of training_run_state.h, where a table says what leads from
// one to another. It does nothing of its own accord: step() works on it, and the loader's news and
// the page's commands are handed to it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/engine_context.h"
#include "engine/training_run_state.h"
#include "nn/metrics.h"
#include "nn/settings.h"
#include "nn/trainer.h"

namespace inkling {

// UserDrawings are what the visitor has drawn, with the classes that it belongs to.
struct UserDrawings {
  std::vector<std::uint8_t> pixels;  // [count, 784]
  std::vector<std::uint8_t> labels;  // [count]
  Examples examples() const { return {pixels, labels}; }
};

class TrainingRun {
 public:
  struct Plan {
    Settings settings;      // Its train_images may be more than there are.
    UserDrawings drawings;  // They are learned among the images of the data set.
    bool teaching = false;  // The run is the short one of a TeachCommand.
    bool one_step = false;  // The run pauses after its first step.
    Requests requests;      // The end of the run answers these, one or more.
  };

  // Begins a run of the context's model, which no other run may be training. The loader must have
  // been asked for the training images.
  TrainingRun(const EngineContext& context, Plan plan);

  // The model refers to the trainer in here.
  ~TrainingRun();
  TrainingRun(const TrainingRun&) = delete;
  TrainingRun& operator=(const TrainingRun&) = delete;

  RunState state() const { return state_; }
  bool teaching() const { return teaching_; }
  bool done() const { return state_ == RunState::kDone; }
  // Returns whether the run goes on, or will when its data arrives. If not, the page has paused it,
  // or it is done.
  bool goes_on() const;
  // Returns whether step() has something to do.
  bool has_work() const;

  // Trains or evaluates until the clock says `until_ms`, or something else happens.
  void step(double until_ms);

  void data_arrived();
  // Ends the run if it cannot go on without the data that could not be had; that is its answer.
  void data_failed(const ErrorEvent& failure);

  // These are commands of the page. Pause and resume are answered at once, a stop when the run is
  // over. In the evaluation that ends a run, pause and resume change nothing. A run that is done
  // refuses.
  void pause(RequestId request);
  void resume(RequestId request, bool one_step);
  void stop(RequestId request);

  // Ends the run at once, without an evaluation.
  void end();

  // Returns whether nothing is lost where another short run takes the place of this one: all has
  // been learned, and nobody waits for its end but those that the other run can answer.
  bool can_hand_over() const;
  // Ends the run without answering its requests, and returns them for the other run to answer.
  Requests hand_over();

 private:
  bool evaluating() const;
  bool waits_for_data() const;
  // Goes to the next state. Returns false, and stays, where the table has none.
  bool take(RunInput input);

  void make_trainer();
  void train_until(double until_ms);
  void count_step();
  void epoch_ended(bool last);
  void tell_pause();
  void diverge();
  void evaluate_until(double until_ms);

  void tell_state() const;
  void tell_progress(bool with_test_sample);
  void tell_epoch(const Metrics& test);
  double images_per_second() const;
  // Tells the end and answers everybody; those who wanted the run get `error`, where there is one.
  // `test` is null where the whole test set was not evaluated.
  void finish(const Metrics* test, bool stopped, const ErrorEvent* error = nullptr);

  const EngineContext& context_;
  Settings settings_;
  UserDrawings drawings_;
  bool teaching_;
  Requests requests_;
  RequestId newest_;  // It is the last of the requests.
  Requests stops_;
  RunState state_ = RunState::kWaiting;
  bool one_step_;  // The run pauses after the next step.

  std::vector<float> parameters_before_;
  bool trained_before_;
  std::optional<Trainer> trainer_;        // It is empty until the manifest is there.
  std::optional<Evaluation> evaluation_;  // It covers the whole test set, and is under way.

  int epochs_done_ = 0;
  double train_loss_ = 0;  // It is that of the last epoch that ended.
  double began_ms_;
  double epoch_began_ms_;
  double training_ms_ = 0;   // This much was spent in training steps.
  std::int64_t images_ = 0;  // This many were trained on in that time.
  // The rest serves the next ProgressEvent.
  Trainer::Totals recent_;   // They count from the last event on.
  Trainer::Totals counted_;  // This part of the epoch has gone into `recent_` so far.
  double last_progress_ms_ = 0;
  int next_sample_step_ = 1;  // From this one on, a ProgressEvent brings a test sample again.
};

}  // namespace inkling

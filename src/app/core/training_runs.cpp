#include "app/core/training_runs.h"

#include <algorithm>

#include "app/core/network_changes.h"

namespace inkling {

void start_training(Core& core, const Settings& settings, bool one_step) {
  State& state = core.state;
  state.notice.reset();
  if (!state.continues_training()) set_aside(core);
  state.training = {};
  state.training.settings = settings;
  state.training.phase = Training::Phase::kWaitingForData;
  state.training.continues = state.continues_training();
  send(core, TrainCommand{.settings = settings, .one_step = one_step});
}

void resume_interrupted_training(Core& core) {
  const Training interrupted = core.state.training;
  const float done = interrupted.train_curve.empty() ? 0 : interrupted.train_curve.back().epochs;
  Settings rest = interrupted.settings;
  rest.epochs = std::max(1, rest.epochs - static_cast<int>(done - interrupted.epochs_before));
  start_training(core, rest, false);
  Training& training = core.state.training;
  training.epochs_before = done;
  training.train_curve = interrupted.train_curve;
  training.test_curve = interrupted.test_curve;
}

}  // namespace inkling

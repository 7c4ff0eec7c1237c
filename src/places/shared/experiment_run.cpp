#include "places/shared/experiment_run.h"

#include <utility>

namespace inkling {
namespace {

void begin(Core& core, ExperimentRun& run, Relation expected) {
  if (!run.chosen || !core.state.idle()) return;
  const ExperimentPlan plan = plan_of(*run.chosen, core.state.settings.seed);
  run.expected = expected;
  run.running = true;
  run.arms.clear();
  run.request =
      send(core, ExperimentCommand{.arms = {plan.arms[0], plan.arms[1]}, .steps = plan.steps});
}

}  // namespace

bool ExperimentRun::act(Core& core, const Action& action) {
  return handle(
      action,
      [&](const ChooseExperiment& choose) {
        stop(core);
        *this = {};
        chosen = choose.kind;
      },
      [&](const RunExperiment& run) { begin(core, *this, run.expected); },
      [&](const StopExperiment&) { stop(core); });
}

void ExperimentRun::stop(Core& core) {
  if (std::exchange(running, false)) send(core, ExperimentCommand{});
}

void ExperimentRun::on_event(const Event& event) {
  // A run of training ends the experiment, and so does whatever went wrong.
  if (std::holds_alternative<RunStateEvent>(event) || std::holds_alternative<ErrorEvent>(event)) {
    running = false;
  }
  const auto* progress = std::get_if<ExperimentEvent>(&event);
  if (progress == nullptr || !running) return;
  arms = progress->arms;
  running = !(arms[0].done && arms[1].done);
}

void ExperimentRun::on_refusal(RequestId refused) {
  if (refused == request) running = false;
}

}  // namespace inkling

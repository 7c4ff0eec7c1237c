// An experiment has two runs side by side, which the visitor chooses, guesses at and watches.
//
// Each place that offers experiments has an ExperimentRun of its own.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "app/core/core.h"
#include "places/shared/experiments.h"
#include "ui/ui.h"

namespace inkling {

struct ChooseExperiment {
  std::optional<ExperimentKind> kind;
};
// Begins the experiment with what the visitor expects of it.
struct RunExperiment {
  Relation expected;
};
struct StopExperiment {};

struct ExperimentRun {
  std::optional<ExperimentKind> chosen;
  std::optional<Relation> expected;  // The visitor said so before it began.
  RequestId request = kNoRequest;
  bool running = false;
  std::vector<Experiment::Progress> arms;  // There are two from the first point on.

  bool done() const { return !running && arms.size() == 2 && arms[0].done && arms[1].done; }

  // Returns whether the action is one of the three above.
  bool act(Core& core, const Action& action);
  void stop(Core& core);
  void on_event(const Event& event);
  void on_refusal(RequestId refused);
};

// Draws the panel, with the `offered` experiments to choose from. Fills `area` from its top and
// returns the height that it took.
float draw_experiment_panel(Ui& ui, const State& state, const ExperimentRun& experiment, Rect area,
                            float visible, std::span<const ExperimentKind> offered);

}  // namespace inkling

// What the visitor says before an experiment: which one it shall be, and what they expect of it.
// Both fill `area` from its top, within the height `visible` where they can, and return the height
// that they took.
#pragma once

#include <span>

#include "app/core/state.h"
#include "places/shared/experiments.h"
#include "ui/ui.h"

namespace inkling {

float draw_experiment_choice(Ui& ui, Rect area, float visible,
                             std::span<const ExperimentKind> offered);

float draw_expectation(Ui& ui, const State& state, ExperimentKind kind, Rect area, float visible);

}  // namespace inkling

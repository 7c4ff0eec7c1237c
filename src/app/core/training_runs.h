// Runs of training begin here.
#pragma once

#include "app/core/core.h"

namespace inkling {

void start_training(Core& core, const Settings& settings, bool one_step);

// Goes on after the engine's death: from the newest weights, for as many epochs as were left.
void resume_interrupted_training(Core& core);

}  // namespace inkling

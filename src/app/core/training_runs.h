// How runs of training begin.
#pragma once

#include "app/core/core.h"

namespace inkling {

void start_training(Core& core, const Settings& settings, bool one_step);

// After the engine's death: from the newest weights, for as many epochs as were left.
void resume_interrupted_training(Core& core);

}  // namespace inkling

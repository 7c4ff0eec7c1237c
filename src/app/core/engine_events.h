// These functions take what the engine says, and act on it.
#pragma once

#include <string>

#include "app/core/core.h"

namespace inkling {

void on_engine_message(Core& core, const EngineMessage& message);
// The state and the places follow an event.
void apply_event(Core& core, const Event& event);

// The engine has stopped working. `said` is what it said, if anything.
void on_engine_death(Core& core, const std::string& said);
// The engine has not said a word yet, and others wait for the app to be ready.
void on_engine_silence(Core& core);

}  // namespace inkling

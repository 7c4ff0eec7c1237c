// What the page remembers between two visits: the network, its curves and the settings.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/state.h"

namespace inkling {

std::vector<std::uint8_t> bytes_to_keep(const State& state);

// Takes up what was kept. Returns false, and changes nothing, where the bytes are damaged or of
// another version.
bool take_up_kept(State& state, std::span<const std::uint8_t> bytes);

}  // namespace inkling

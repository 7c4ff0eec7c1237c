// What the page remembers between two visits.
//
// Of the visitor: settings, the drawing on the pad, their own drawings. Of the network: weights and
// curves.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/host.h"
#include "app/state.h"

namespace inkling {

std::vector<std::uint8_t> bytes_to_keep(const State& state, KeptPart part);

// Takes up what was kept, the visitor's part first. Returns false, and changes nothing, where the
// bytes are damaged or of another version.
bool take_up_kept(State& state, KeptPart part, std::span<const std::uint8_t> bytes);

// For each class of a network whose symbols are `to` the class that it is in one whose symbols are
// `from`; -1 for one that is new. The digits come first in both.
std::vector<int> classes_from(std::span<const std::uint64_t> to,
                              std::span<const std::uint64_t> from);

}  // namespace inkling

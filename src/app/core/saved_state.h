// The page remembers the saved state between two visits, as bytes.
//
// Of the visitor it saves settings, the drawing on the pad, their own drawings, scores, and what
// each place saves of its own. Of the network it saves weights and curves.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/core/host.h"
#include "app/core/place.h"
#include "app/core/saved_records.h"
#include "app/core/state.h"

namespace inkling {

std::vector<std::uint8_t> saved_bytes(const State& state, std::span<Place* const> places,
                                      SavedPart part);

// Restores what was saved, the visitor's part first. Returns false, and changes nothing, where the
// bytes are damaged or of another version.
bool restore_saved(State& state, std::span<Place* const> places, SavedPart part,
                   std::span<const std::uint8_t> bytes);

// These do the same with records that are not bytes.
SavedVisitor visitor_of(const State& state, std::span<Place* const> places);
SavedNetwork network_of(const State& state);
bool restore(State& state, std::span<Place* const> places, const SavedVisitor& saved);
// Returns whether every place can use its part. Nothing changes.
bool can_restore(std::span<Place* const> places, const SavedVisitor& saved);
void restore(State& state, const SavedNetwork& saved);

// Merges two visitor's parts that go back to `base`. Returns no bytes where one of them cannot be
// used.
std::vector<std::uint8_t> merged_bytes(std::span<Place* const> places,
                                       std::span<const std::uint8_t> theirs,
                                       std::span<const std::uint8_t> base,
                                       std::span<const std::uint8_t> mine);

// Returns for each class of a network whose symbols are `to` the class that it is in one whose
// symbols are `from`, or -1 for one that is new. The digits come first in both.
std::vector<int> classes_from(std::span<const std::uint64_t> to,
                              std::span<const std::uint64_t> from);

}  // namespace inkling

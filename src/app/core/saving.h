// These functions save something, and take what comes of it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/core/core.h"

namespace inkling {

// Something of what the visitor made is another one now.
void tell_change(Core& core);

// Hands this part to the page, to be written.
void save(Core& core, SavedPart part);
// These take what came of it.
void saved(Core& core, SavedPart part, std::span<const std::uint8_t> mine);
void saving_failed(Core& core, SavedPart part);
void saved_deleted(Core& core, bool done);

// Restores what was saved at the last visit, before any parameter of the address is applied.
// Returns false where it cannot be used; then all is as if nothing had been saved.
bool restore_saved(Core& core, SavedPart part, std::span<const std::uint8_t> bytes);
// Restores what was made, in a page that was left before it was saved, between `base` and `mine`
// (two visitor's parts). It comes after the visitor's part and before the network, and is saved
// with the next record.
void restore_unsaved(Core& core, std::span<const std::uint8_t> base,
                     std::span<const std::uint8_t> mine);
// Another tab trained this network, and one of ours then replaced it without knowing of it. It can
// be brought back.
void offer_other_network(Core& core, std::span<const std::uint8_t> bytes);
// What was saved did not come in time, so the app has begun without it. If it comes later, it is
// taken up where nothing has been made meanwhile. Nothing of it is lost (see merge_saved()).
void saved_is_late(Core& core);
void saved_came_late(Core& core, std::span<const std::uint8_t> visitor,
                     std::span<const std::uint8_t> network);

// Merges `theirs`, which other tabs may have written, and `mine`, which AppHost::save() was given.
// `theirs` is empty where nothing is saved; with `deleted`, that is since another tab deleted
// everything.
std::vector<std::uint8_t> merge_saved(const Core& core, std::span<const std::uint8_t> theirs,
                                      bool deleted, std::span<const std::uint8_t> mine);

}  // namespace inkling

// When something is saved, and what comes of it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/core/core.h"

namespace inkling {

// Hands this part to the page, to be written.
void save(Core& core, SavedPart part);
// What came of it.
void saved(Core& core, SavedPart part, std::span<const std::uint8_t> mine);
void saving_failed(Core& core, SavedPart part);
void saved_deleted(Core& core, bool done);

// What was saved at the last visit. Before any parameter of the address. False where it cannot be
// used; then all is as if there had been none.
bool restore_saved(Core& core, SavedPart part, std::span<const std::uint8_t> bytes);
// What was made, in a page that was left before it was saved, between `base` and `mine` (two
// visitor's parts). After the visitor's part and before the network; saved with the next record.
void restore_unsaved(Core& core, std::span<const std::uint8_t> base,
                     std::span<const std::uint8_t> mine);
// A network that another tab trained, and that one of ours then replaced without knowing of it: it
// can be brought back.
void offer_other_network(Core& core, std::span<const std::uint8_t> bytes);
// What was saved did not come in time: the app has begun without. It may come later; then it is
// taken up where nothing has been made meanwhile. Nothing of it is lost: see merge_saved().
void saved_is_late(Core& core);
void saved_came_late(Core& core, std::span<const std::uint8_t> visitor,
                     std::span<const std::uint8_t> network);

// `theirs`, which other tabs may have written, and `mine`, which AppHost::save() was given, as one.
// `theirs` is empty where nothing is saved; with `deleted`, since another tab deleted everything.
std::vector<std::uint8_t> merge_saved(const Core& core, std::span<const std::uint8_t> theirs,
                                      bool deleted, std::span<const std::uint8_t> mine);

}  // namespace inkling

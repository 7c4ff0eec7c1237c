// All that the visitor made goes out as one file, comes in again, and is brought back.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "app/core/core.h"
#include "app/core/work_file.h"

namespace inkling {

// Returns the file (see work_file.h).
std::vector<std::uint8_t> work_file(const Core& core);

// Takes what is in the file in the place of all that is here; a game that is on ends. Nothing is
// changed where that fails: with kBusy in a run, or as read_work_file() does.
Status open_work(Core& core, std::span<const std::uint8_t> file);

// Asks the visitor whether this file is to replace all that is here, or tells why it cannot.
void offer_work(Core& core, const std::string& name, std::vector<std::uint8_t> file);
void open_offered_work(Core& core);

// What was replaced last, and what is here now, change places.
void take_work_back(Core& core);

}  // namespace inkling

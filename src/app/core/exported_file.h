// The network goes out as a file that other programs read.
#pragma once

#include <cstdint>
#include <vector>

#include "app/core/state.h"
#include "model/model_format.h"

namespace inkling {

// Returns the network without the visitor's symbols. The file says how pixels must be prepared and,
// where that is known, how the network was trained and how well it reads; and it holds a model card
// in the visitor's language.
std::vector<std::uint8_t> exported_file(const State& state, ModelFormat format);

}  // namespace inkling

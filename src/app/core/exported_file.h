// The network goes out as a file that other programs read.
#pragma once

#include <cstdint>
#include <vector>

#include "app/core/state.h"

namespace inkling {

// Returns the network without the visitor's symbols, as safetensors or ONNX. A safetensors file
// says in its metadata who reads it ("format": "pt", as PyTorch's own), how pixels must be prepared
// and, where that is known, how it was trained and how well it reads.
std::vector<std::uint8_t> exported_file(const State& state, bool onnx);

}  // namespace inkling

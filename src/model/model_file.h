// read_model_file() reads a network from a file of any known kind.
#pragma once

#include <cstdint>
#include <span>

#include "base/classes.h"
#include "base/result.h"
#include "nn/network.h"

namespace inkling {

// Reads safetensors or ONNX, told apart by the first bytes. Refuses what neither of them is, and
// what check_usable() refuses.
Result<Network<float>> read_model_file(std::span<const std::uint8_t> file, int classes = kDigits);

// Returns whether Inkling has written the file: then its pixels go from 0 to 1, and all is as the
// file says.
bool is_own_file(std::span<const std::uint8_t> file);

// Refuses a network that does not go from 28x28 pixels to so many classes, and one whose weights
// are so large that its outputs are not finite.
Status check_usable(const Network<float>& network, int classes = kDigits);

}  // namespace inkling

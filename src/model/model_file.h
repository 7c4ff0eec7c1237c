// read_model_file() reads a network from a file of any known kind.
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "nn/network.h"

namespace inkling {

// Reads safetensors or ONNX, told apart by the first bytes. Refuses what neither of them is, a
// network that does not go from 28x28 pixels to ten digits, and one whose weights are so large that
// its outputs are not finite.
Result<Network<float>> read_model_file(std::span<const std::uint8_t> file);

// Returns whether Inkling has written the file: then its pixels go from 0 to 1, and all is as the
// file says.
bool is_own_file(std::span<const std::uint8_t> file);

// Refuses a network that does not go from 28x28 pixels to ten digits, and one whose weights are so
// large that its outputs are not finite.
Status check_reads_digits(const Network<float>& network);

}  // namespace inkling

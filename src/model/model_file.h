// A network from a file of any kind that we read.
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "nn/network.h"

namespace inkling {

// Safetensors or ONNX, told apart by the first bytes. Refuses what neither of them is, and a
// network that does not go from 28x28 pixels to ten digits.
Result<Network<float>> read_model_file(std::span<const std::uint8_t> file);

}  // namespace inkling

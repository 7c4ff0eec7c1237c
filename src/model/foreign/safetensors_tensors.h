// Reads the tensors of any safetensors file (https://github.com/huggingface/safetensors, "Format").
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/foreign/tensor_list.h"

namespace inkling {

// Takes floats of 64, 32 and 16 bits, bfloat16 and whole numbers; tensors of other types come
// without their numbers.
Result<std::vector<NamedTensor>> safetensors_tensors(std::span<const std::uint8_t> file);

}  // namespace inkling

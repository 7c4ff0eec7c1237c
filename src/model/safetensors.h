// to_safetensors() writes a network as a safetensors file
// (https://github.com/huggingface/safetensors, "Format").
//
// Eight bytes give the length of a JSON header, which gives every tensor's type, shape and place;
// the numbers follow. Tensors are named and laid out as PyTorch would for nn.Sequential(Linear,
// ReLU, Linear): "0.weight" [outputs, inputs], "0.bias" [outputs], "2.weight", ...
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "nn/network.h"

namespace inkling {

enum class Precision {
  kFloat32,
  // Weights are whole numbers from -127 to 127, a quarter of the size: a weight is "0.weight" times
  // "0.weight_scale" [outputs], a factor for each row.
  kInt8,
  // Weights are whole numbers from -15 to 15. The file is no smaller, but packs into fewer bytes.
  kInt5,
};

// `notes` go into the file's metadata, for people.
std::vector<std::uint8_t> to_safetensors(const Network<float>& network,
                                         Precision precision = Precision::kFloat32,
                                         const std::map<std::string, std::string>& notes = {});

// The length of the header stands before the brace that it begins with.
inline bool is_safetensors(std::span<const std::uint8_t> file) {
  constexpr std::size_t kHeaderAt = 8;
  return file.size() > kHeaderAt && file[kHeaderAt] == '{';
}

// Refuses whatever is not a network as written above: wrong lengths, overlaps, gaps, other types,
// numbers that are not finite. The activation is taken from the file's metadata; it is ReLU if that
// says nothing.
Result<Network<float>> from_safetensors(std::span<const std::uint8_t> file);

// Returns the texts in the file's metadata, and none where its header cannot be read.
std::map<std::string, std::string> safetensors_notes(std::span<const std::uint8_t> file);

}  // namespace inkling

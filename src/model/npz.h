// to_npz() writes a network as an archive of NumPy arrays: numpy.load() reads it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "nn/network.h"

namespace inkling {

// The arrays have the names of our safetensors files; weights are [inputs, outputs], so that
// x @ weights + biases is a layer. `texts` are files of text beside them, by their names.
std::vector<std::uint8_t> to_npz(const Network<float>& network,
                                 const std::map<std::string, std::string>& texts = {});

}  // namespace inkling

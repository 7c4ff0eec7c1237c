// to_onnx() writes a network as an ONNX model (https://github.com/onnx/onnx, "onnx.proto"), which
// other programs run.
//
// The model's input is "pixels" [batch, 784], each 0 to 1; its output is "probabilities" [batch,
// 10]. There is a Gemm for each layer, with the weights that PyTorch would name "0.weight"
// [outputs, inputs] and "0.bias", an activation between two, and Softmax at the end.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "base/result.h"
#include "nn/network.h"

namespace inkling {

// `notes` go into the model's metadata, for people.
std::vector<std::uint8_t> to_onnx(const Network<float>& network,
                                  const std::map<std::string, std::string>& notes = {});

// Reads what to_onnx wrote, and refuses everything else: another graph, wrong lengths, numbers that
// are not finite.
Result<Network<float>> from_onnx(std::span<const std::uint8_t> file);

}  // namespace inkling

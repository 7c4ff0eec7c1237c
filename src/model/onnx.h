// A network as an ONNX model (https://github.com/onnx/onnx, "onnx.proto"), which other programs
// run.
//
// Input "pixels" [batch, 784], each 0 to 1; output "probabilities" [batch, 10]. A Gemm for each
// layer, with the weights that PyTorch would name "0.weight" [outputs, inputs] and "0.bias", an
// activation between two, Softmax at the end.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "nn/network.h"

namespace inkling {

std::vector<std::uint8_t> to_onnx(const Network<float>& network);

// Reads what to_onnx wrote, and refuses whatever else: another graph, wrong lengths, numbers that
// are not finite.
Result<Network<float>> from_onnx(std::span<const std::uint8_t> file);

}  // namespace inkling

// Reads networks that other people's programs have written: ONNX, safetensors, PyTorch's state,
// NumPy's archives. What a file is shows in its first bytes; its name does not matter.
#pragma once

#include "model/foreign/findings.h"
#include "model/foreign/onnx_graph.h"

namespace inkling {

// `companions` are files that were chosen along with it. Returns an error that says what stands in
// the way.
Result<ForeignLayers> read_foreign_layers(std::span<const std::uint8_t> file,
                                          std::span<const CompanionFile> companions = {});

// Reads the same as one of our networks. Hidden layers are taken to have ReLU where the file does
// not say, and pixels to go from 0 to 1; find_out() looks closer.
Result<Network<float>> read_foreign_file(std::span<const std::uint8_t> file,
                                         std::span<const CompanionFile> companions = {});

}  // namespace inkling

// Reads networks that other people's programs have written: ONNX, safetensors, PyTorch's state,
// NumPy's archives, Keras's models once they are unpacked. What a file is shows in its first bytes.
#pragma once

#include "model/foreign/findings.h"
#include "model/foreign/onnx_graph.h"

namespace inkling {

// The files were chosen together: one is the model, and others may hold its weights. Returns an
// error that says what stands in the way.
Result<ForeignLayers> read_foreign_layers(std::span<const ForeignFile> files);

// Reads one file as one of our networks. Hidden layers are taken to have ReLU where the file does
// not say, and pixels to go from 0 to 1; WaySearch looks closer.
Result<Network<float>> read_foreign_file(std::span<const std::uint8_t> file);

}  // namespace inkling

// Names the formats that networks go out in.
#pragma once

namespace inkling {

enum class ModelFormat { kSafetensors, kOnnx, kNpz };
// The names are the endings of the files, too.
inline constexpr const char* kModelFormatNames[] = {"safetensors", "onnx", "npz"};

}  // namespace inkling

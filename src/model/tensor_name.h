// tensor_name() gives the tensors of a network their names in a file.
#pragma once

#include <string>

namespace inkling {

// Returns the name that PyTorch would give for nn.Sequential(Linear, ReLU, Linear): linear layers
// stand at the even places, activations between them. `what` is "weight" or "bias".
inline std::string tensor_name(int layer, const char* what) {
  return std::to_string(2 * layer) + "." + what;
}

}  // namespace inkling

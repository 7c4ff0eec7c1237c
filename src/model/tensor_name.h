// How the tensors of a network are called in a file.
#pragma once

#include <string>

namespace inkling {

// As PyTorch would for nn.Sequential(Linear, ReLU, Linear): linear layers stand at the even places,
// activations between them. `what` is "weight" or "bias".
inline std::string tensor_name(int layer, const char* what) {
  return std::to_string(2 * layer) + "." + what;
}

}  // namespace inkling

// shape_text() writes the sizes of a network's layers for people.
#pragma once

#include <string>

#include "nn/network.h"

namespace inkling {

// Returns the sizes from the pixels to the outputs: "784-512-10".
inline std::string shape_text(const NetworkShape& shape) {
  std::string text;
  for (const int units : shape.layers) text += (text.empty() ? "" : "-") + std::to_string(units);
  return text;
}

}  // namespace inkling

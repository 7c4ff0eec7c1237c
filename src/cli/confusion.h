// The confusion matrix shows people what was confused with what.
#pragma once

#include <array>

#include "nn/metrics.h"

namespace inkling {

// Prints confusion[label][read as].
void print_confusion(const std::array<std::array<int, kDigits>, kDigits>& confusion);

}  // namespace inkling

// The confusion matrix shows people what was confused with what.
#pragma once

#include <span>

#include "nn/metrics.h"

namespace inkling {

// `confusion` is [10, 10]: the rows are labels.
void print_confusion(std::span<const int> confusion);

}  // namespace inkling

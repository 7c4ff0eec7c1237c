// What was confused with what, for people.
#pragma once

#include <array>

#include "nn/metrics.h"

namespace inkling {

// confusion[label][read as].
void print_confusion(const std::array<std::array<int, kDigits>, kDigits>& confusion);

}  // namespace inkling

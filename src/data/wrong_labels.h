// Makes mistakes in labels on purpose, as people make them without.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/classes.h"

namespace inkling {

// Returns labels of which a share was replaced by another of `classes`, drawn with the seed. The
// first ones are the same however many follow.
std::vector<std::uint8_t> with_wrong_labels(std::span<const std::uint8_t> labels, double share,
                                            std::uint64_t seed, int classes = kDigits);

}  // namespace inkling

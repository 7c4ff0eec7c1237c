// A network must have seen pictures of no digit to know that it does not know.
#pragma once

#include <cstdint>
#include <span>

#include "data/ink.h"
#include "math/random.h"

namespace inkling {

// Returns a random scribble, shape or letter, made into a picture in the way drawings are, or the
// picture `digit`, [28, 28], twice side by side.
Picture make_outlier(std::span<const std::uint8_t> digit, Random& random);

}  // namespace inkling

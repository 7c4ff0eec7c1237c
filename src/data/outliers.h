// Pictures of no digit: what a network must have seen to know that it does not know.
#pragma once

#include <cstdint>
#include <span>

#include "data/ink.h"
#include "math/random.h"

namespace inkling {

// Scribbles, shapes, letters and more than one digit at once, each another one, in the way in which
// drawings become pictures. `digit` is a picture of one, [28, 28].
Picture make_outlier(std::span<const std::uint8_t> digit, Random& random);

}  // namespace inkling

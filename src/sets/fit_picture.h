// Makes a picture of 28 x 28 of an image of any size.
#pragma once

#include <cstdint>
#include <span>

#include "base/picture.h"

namespace inkling {

// `grey` is [height, width]. What is not square stands in the middle, between strips of the colour
// that its corners have. Each pixel is the mean of what it covers.
Picture fit_picture(std::span<const std::uint8_t> grey, int height, int width);

}  // namespace inkling

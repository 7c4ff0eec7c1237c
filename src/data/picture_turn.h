// Lets rows and columns of images change places.
#pragma once

#include <cstdint>
#include <span>
#include <utility>

#include "base/picture.h"

namespace inkling {

// `pixels` are [count, 28, 28].
inline void turn_images(std::span<std::uint8_t> pixels) {
  for (std::size_t image = 0; image + kPixels <= pixels.size(); image += kPixels) {
    for (std::size_t row = 0; row < kPictureSide; ++row) {
      for (std::size_t col = 0; col < row; ++col) {
        std::swap(pixels[image + row * kPictureSide + col],
                  pixels[image + col * kPictureSide + row]);
      }
    }
  }
}

}  // namespace inkling

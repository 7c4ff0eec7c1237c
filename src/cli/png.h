// Grey pictures are written as PNG files (RFC 2083).
#pragma once

#include <cstdint>

#include "cli/files.h"

namespace inkling {

struct GreyImage {
  GreyImage(int width, int height)
      : width(width), height(height), pixels(static_cast<std::size_t>(width) * height, 128) {}
  std::uint8_t& at(int x, int y) { return pixels[static_cast<std::size_t>(y) * width + x]; }

  int width;
  int height;
  Bytes pixels;  // The shape is [height, width]; 0 is black.
};

Bytes to_png(const GreyImage& image);

}  // namespace inkling

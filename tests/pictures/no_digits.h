// Pictures in which there is no digit: textures, drawn things, faces, words, and scenes.
#pragma once

#include <cstdint>
#include <vector>

#include "cli/drawings.h"
#include "math/random.h"

namespace inkling {

struct PictureBytes {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> bytes;  // The shape is [height, width, 3].
};

// Makes the picture with this number; eight in a row are of eight kinds. `drawings` without a label
// are things that are no digits. `font` is an OpenType file that words are set in.
PictureBytes picture_without_digits(int number, const std::vector<LabelledDrawing>& drawings,
                                    const std::vector<std::uint8_t>& font, Random& random);

}  // namespace inkling

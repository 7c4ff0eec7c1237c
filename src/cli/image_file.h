// Image files become pixels.
#pragma once

#include "base/result.h"
#include "cli/files.h"
#include "data/sheet/read_sheet.h"

namespace inkling {

// An ImageFile is upright, as its Exif data says that it is to be shown.
struct ImageFile {
  Bytes bytes;  // The shape is [height, width, channels].
  int width = 0;
  int height = 0;
  int channels = 0;

  SheetPixels pixels() const { return {bytes, width, height, channels}; }
};

// Decodes PNG, JPEG, GIF (its first picture) and BMP. What has more than kMostSheetPixels is
// refused before it is decoded.
Result<ImageFile> decode_image(std::span<const std::uint8_t> file);

// Returns what a JPEG file's Exif data says of its orientation, 1 to 8 (Exif 2.32, tag 0x0112); 1,
// which is upright, where it says nothing.
int exif_orientation(std::span<const std::uint8_t> file);

// Turns and mirrors a picture as an orientation of Exif asks for.
ImageFile upright(ImageFile image, int orientation);

}  // namespace inkling

#include "cli/png.h"

// Only this file uses its functions.
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image_write.h>

namespace inkling {

Bytes to_png(const GreyImage& image) {
  Bytes file;
  const auto append = [](void* to, void* bytes, int size) {
    const auto* from = static_cast<const std::uint8_t*>(bytes);
    static_cast<Bytes*>(to)->insert(static_cast<Bytes*>(to)->end(), from, from + size);
  };
  constexpr int kGrey = 1;          // components
  stbi_write_force_png_filter = 0;  // Small pictures of few greys pack best as they are.
  stbi_write_png_to_func(append, &file, image.width, image.height, kGrey, image.pixels.data(),
                         image.width);
  return file;
}

}  // namespace inkling

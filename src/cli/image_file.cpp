#include "cli/image_file.h"

#include <algorithm>

// Only this file uses its functions.
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_NO_STDIO
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_GIF
#define STBI_ONLY_BMP
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#include <stb/stb_image.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace inkling {
namespace {

// Reads numbers of an Exif block in its order of bytes. What lies outside is 0.
struct ExifNumbers {
  std::span<const std::uint8_t> bytes;
  bool big_endian = false;

  std::size_t number(std::size_t at, std::size_t size) const {
    if (at > bytes.size() || size > bytes.size() - at) return 0;
    std::size_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      value = value << 8 | bytes[at + (big_endian ? i : size - 1 - i)];
    }
    return value;
  }
};

// `tiff` is what follows "Exif\0\0".
int orientation_in(std::span<const std::uint8_t> tiff) {
  constexpr std::size_t kOrientation = 0x0112;
  constexpr std::size_t kEntry = 12;
  if (tiff.size() < 8) return 1;
  const ExifNumbers numbers = {tiff, tiff[0] == 'M'};
  const std::size_t table = numbers.number(4, 4);
  const std::size_t count = numbers.number(table, 2);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t entry = table + 2 + i * kEntry;
    if (entry >= tiff.size()) break;
    if (numbers.number(entry, 2) != kOrientation) continue;
    const std::size_t value = numbers.number(entry + 8, 2);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

}  // namespace

int exif_orientation(std::span<const std::uint8_t> file) {
  const auto byte = [&](std::size_t at) -> std::size_t { return at < file.size() ? file[at] : 0; };
  if (byte(0) != 0xff || byte(1) != 0xd8) return 1;
  // Segments of FF, a kind, and a length that counts its own two bytes follow one another.
  for (std::size_t at = 2; byte(at) == 0xff;) {
    const std::size_t kind = byte(at + 1);
    const std::size_t length = byte(at + 2) << 8 | byte(at + 3);
    constexpr std::size_t kScan = 0xda;  // The picture itself begins.
    constexpr std::size_t kExif = 0xe1;
    if (kind == kScan || length < 2 || at + 2 + length > file.size()) break;
    const auto segment = file.subspan(at + 4, length - 2);
    constexpr std::uint8_t kName[] = {'E', 'x', 'i', 'f', 0, 0};
    if (kind == kExif && segment.size() > std::size(kName) &&
        std::equal(std::begin(kName), std::end(kName), segment.begin())) {
      return orientation_in(segment.subspan(std::size(kName)));
    }
    at += 2 + length;
  }
  return 1;
}

ImageFile upright(ImageFile image, int orientation) {
  if (orientation == 1) return image;
  const bool turned = orientation >= 5;
  ImageFile result = {Bytes(image.bytes.size()), turned ? image.height : image.width,
                      turned ? image.width : image.height, image.channels};
  // The first row of the file is shown at the bottom, or on the right.
  const bool last_row =
      orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  // The first column is shown on the right, or at the bottom.
  const bool last_column =
      orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const auto channels = static_cast<std::size_t>(image.channels);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const int row = last_row ? image.height - 1 - y : y;
      const int column = last_column ? image.width - 1 - x : x;
      const int to_x = turned ? row : column;
      const int to_y = turned ? column : row;
      const auto from = (static_cast<std::size_t>(y) * image.width + x) * channels;
      const auto to = (static_cast<std::size_t>(to_y) * result.width + to_x) * channels;
      std::copy_n(image.bytes.begin() + static_cast<std::ptrdiff_t>(from), channels,
                  result.bytes.begin() + static_cast<std::ptrdiff_t>(to));
    }
  }
  return result;
}

Result<ImageFile> decode_image(std::span<const std::uint8_t> file) {
  const Error unknown = {ErrorCode::kInvalidParams,
                         "This is no picture that can be read: PNG, JPEG, GIF or BMP."};
  constexpr std::size_t kLargestFile = 256u << 20;
  if (file.size() > kLargestFile) return Error{ErrorCode::kTooLarge, "The file is too large."};
  const auto size = static_cast<int>(file.size());
  ImageFile image;
  if (stbi_info_from_memory(file.data(), size, &image.width, &image.height, &image.channels) == 0) {
    return unknown;
  }
  if (static_cast<std::int64_t>(image.width) * image.height > kMostSheetPixels) {
    return Error{ErrorCode::kTooLarge, "The picture has more than 50 million pixels."};
  }
  // Grey with alpha becomes colour with alpha.
  const int wanted = image.channels == 2 ? 4 : image.channels;
  stbi_uc* pixels = stbi_load_from_memory(file.data(), size, &image.width, &image.height,
                                          &image.channels, wanted);
  if (pixels == nullptr) return unknown;
  image.channels = wanted;
  image.bytes.assign(pixels,
                     pixels + static_cast<std::size_t>(image.width) * image.height * wanted);
  stbi_image_free(pixels);
  return upright(std::move(image), exif_orientation(file));
}

}  // namespace inkling

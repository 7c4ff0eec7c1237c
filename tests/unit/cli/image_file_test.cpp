#include "cli/image_file.h"

#include <doctest/doctest.h>

#include "cli/png.h"

using namespace inkling;

namespace {

// Returns an Exif block that says nothing but how the picture is held.
Bytes tiff_with(int orientation, bool big_endian) {
  Bytes tiff = big_endian ? Bytes{'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1}
                          : Bytes{'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0};
  const auto value = static_cast<std::uint8_t>(orientation);
  const Bytes entry = big_endian ? Bytes{1, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0}
                                 : Bytes{0x12, 1, 3, 0, 1, 0, 0, 0, value, 0, 0, 0};
  tiff.insert(tiff.end(), entry.begin(), entry.end());
  return tiff;
}

Bytes jpeg_head(const Bytes& tiff) {
  // A comment comes first.
  Bytes file = {0xff, 0xd8, 0xff, 0xfe, 0, 4, 'h', 'i', 0xff, 0xe1};
  const std::size_t length = tiff.size() + 8;
  file.push_back(static_cast<std::uint8_t>(length >> 8));
  file.push_back(static_cast<std::uint8_t>(length));
  for (const char c : {'E', 'x', 'i', 'f', '\0', '\0'})
    file.push_back(static_cast<std::uint8_t>(c));
  file.insert(file.end(), tiff.begin(), tiff.end());
  return file;
}

}  // namespace

TEST_CASE("a PNG file becomes the pixels that it was made of") {
  GreyImage image(3, 2);
  for (int i = 0; i < 6; ++i) image.at(i % 3, i / 3) = static_cast<std::uint8_t>(40 * i);
  const auto decoded = decode_image(to_png(image));
  REQUIRE(decoded);
  CHECK(decoded->width == 3);
  CHECK(decoded->height == 2);
  CHECK(decoded->channels == 1);
  CHECK(decoded->bytes == image.pixels);
}

TEST_CASE("Exif tells how a picture is held, in both orders of bytes") {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CHECK(exif_orientation(jpeg_head(tiff_with(orientation, false))) == orientation);
    CHECK(exif_orientation(jpeg_head(tiff_with(orientation, true))) == orientation);
  }
  CHECK(exif_orientation(jpeg_head(tiff_with(9, true))) == 1);
  CHECK(exif_orientation({}) == 1);
  // However it is cut off, it is read within its bounds.
  const Bytes whole = jpeg_head(tiff_with(6, true));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK(exif_orientation(std::span(whole).first(size)) == 1);
  }
}

TEST_CASE("a picture is turned and mirrored as its orientation says") {
  // The pixels are 1 2 3 / 4 5 6 as they lie in the file.
  const ImageFile lying = {{1, 2, 3, 4, 5, 6}, 3, 2, 1};
  const std::pair<int, Bytes> expected[] = {{1, {1, 2, 3, 4, 5, 6}}, {2, {3, 2, 1, 6, 5, 4}},
                                            {3, {6, 5, 4, 3, 2, 1}}, {4, {4, 5, 6, 1, 2, 3}},
                                            {5, {1, 4, 2, 5, 3, 6}}, {6, {4, 1, 5, 2, 6, 3}},
                                            {7, {6, 3, 5, 2, 4, 1}}, {8, {3, 6, 2, 5, 1, 4}}};
  for (const auto& one : expected) {
    const int orientation = one.first;
    const Bytes& bytes = one.second;
    CAPTURE(orientation);
    const ImageFile shown = upright(lying, orientation);
    CHECK(shown.bytes == bytes);
    CHECK(shown.width == (orientation >= 5 ? 2 : 3));
  }
}

TEST_CASE("what is no picture, or too large a one, is refused in words") {
  CHECK_FALSE(decode_image({}).ok());
  const Bytes text = {'h', 'e', 'l', 'l', 'o'};
  CHECK(decode_image(text).error().code == ErrorCode::kInvalidParams);
  Bytes png = to_png(GreyImage(8, 8));
  CHECK_FALSE(decode_image(std::span(png).first(png.size() / 2)).ok());
  // The header says 10,000 x 10,000.
  for (const std::size_t at : {16u, 20u}) {
    png[at + 2] = 0x27;
    png[at + 3] = 0x10;
  }
  CHECK(decode_image(png).error().code == ErrorCode::kTooLarge);
}

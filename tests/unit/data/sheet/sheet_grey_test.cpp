#include "data/sheet/sheet_grey.h"

#include <doctest/doctest.h>

using namespace inkling;

namespace {

using PixelBytes = std::vector<std::uint8_t>;

// Returns `width` pixels in rows, all of one kind but the last one of each row.
PixelBytes rows_of(int width, int height, const PixelBytes& paper, const PixelBytes& last) {
  PixelBytes bytes;
  for (int i = 0; i < width * height; ++i) {
    const PixelBytes& pixel = i % width == width - 1 ? last : paper;
    bytes.insert(bytes.end(), pixel.begin(), pixel.end());
  }
  return bytes;
}

}  // namespace

TEST_CASE("what shows through is laid on white paper, and on black where the ink is light") {
  const PixelBytes dark = rows_of(120, 2, {0, 0, 0, 0}, {0, 0, 0, 255});
  const GreyPlane on_white = grey_of({dark, 120, 2, 4}).plane;
  CHECK(on_white.at(0, 0) == 255);
  CHECK(on_white.at(119, 1) == 0);
  const PixelBytes light = rows_of(120, 2, {255, 255, 255, 0}, {250, 250, 250, 255});
  const GreyPlane on_black = grey_of({light, 120, 2, 4}).plane;
  CHECK(on_black.at(0, 0) == 0);
  CHECK(on_black.at(119, 1) == 250);
  const PixelBytes half = rows_of(120, 2, {0, 0, 0, 0}, {0, 0, 0, 128});
  CHECK(grey_of({half, 120, 2, 4}).plane.at(119, 1) == 127);
}

TEST_CASE("a large picture becomes smaller by the mean of its pixels") {
  constexpr int kWidth = 3000, kHeight = 2000;
  PixelBytes bytes(kWidth * kHeight);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = i % 2 == 0 ? 100 : 200;
  const SheetGrey grey = grey_of({bytes, kWidth, kHeight, 1});
  CHECK(grey.scale == 2);
  CHECK(grey.plane.width == 1500);
  CHECK(grey.plane.height == 1000);
  CHECK(grey.plane.at(700, 500) == 150);
}

TEST_CASE("a picture of a few pixels becomes larger and smooth") {
  const PixelBytes bytes = {0, 200};
  const SheetGrey grey = grey_of({bytes, 2, 1, 1});
  CHECK(grey.plane.width == 200);
  CHECK(grey.plane.height == 100);
  CHECK(grey.scale == doctest::Approx(0.01));
  CHECK(grey.plane.at(0, 50) == 0);
  CHECK(grey.plane.at(199, 50) == 200);
  CHECK(grey.plane.at(100, 50) == doctest::Approx(101).epsilon(0.03));
}

TEST_CASE("ink that differs from paper in colour alone differs in grey") {
  // Both are as bright for the eye: 0.299 * 200 = 0.587 * 102.
  PixelBytes bytes;
  for (int y = 0; y < 120; ++y) {
    for (int x = 0; x < 120; ++x) {
      const bool ink = x > 50 && x < 60;
      bytes.insert(bytes.end(), {static_cast<std::uint8_t>(ink ? 200 : 0),
                                 static_cast<std::uint8_t>(ink ? 0 : 102), 0});
    }
  }
  const GreyPlane grey = grey_of({bytes, 120, 120, 3}).plane;
  CHECK(std::abs(grey.at(55, 60) - grey.at(10, 60)) > 80);
  // Where brightness tells them apart, it is the eye's.
  const PixelBytes plain = rows_of(120, 120, {255, 255, 255}, {0, 0, 255});
  CHECK(grey_of({plain, 120, 120, 3}).plane.at(119, 0) == 29);
}

#include "sets/fit_picture.h"

#include <doctest/doctest.h>

#include <numeric>
#include <vector>

using namespace inkling;

namespace {

int grey_at(const Picture& picture, int row, int col) {
  return picture[static_cast<std::size_t>(row * kPictureSide + col)];
}

}  // namespace

TEST_CASE("an image of the right size stays as it is") {
  std::vector<std::uint8_t> image(kPixels);
  std::iota(image.begin(), image.end(), std::uint8_t{0});
  const Picture picture = fit_picture(image, 28, 28);
  CHECK(std::equal(picture.begin(), picture.end(), image.begin()));
}

TEST_CASE("a smaller pixel is the mean of what it covers") {
  std::vector<std::uint8_t> image(56 * 56, 0);
  image[0] = 200;
  image[1] = 100;
  image[3 * 56 + 2] = 40;
  const Picture picture = fit_picture(image, 56, 56);
  CHECK(grey_at(picture, 0, 0) == 75);
  CHECK(grey_at(picture, 1, 1) == 10);
  CHECK(grey_at(picture, 2, 2) == 0);
}

TEST_CASE("a small image grows") {
  const std::vector<std::uint8_t> image = {0, 255, 0, 0};
  const Picture picture = fit_picture(image, 2, 2);
  CHECK(grey_at(picture, 13, 14) == 255);
  CHECK(grey_at(picture, 0, 27) == 255);
  CHECK(grey_at(picture, 14, 14) == 0);
  CHECK(grey_at(picture, 13, 13) == 0);
}

TEST_CASE("what is not square stands in the middle of its own background") {
  std::vector<std::uint8_t> image(28 * 14, 90);
  const Picture high = fit_picture(image, 28, 14);
  const Picture wide = fit_picture(image, 14, 28);
  for (const std::uint8_t value : high) CHECK(value == 90);
  for (const std::uint8_t value : wide) CHECK(value == 90);
  for (int row = 4; row < 24; ++row) {
    for (int col = 4; col < 10; ++col) image[static_cast<std::size_t>(row * 14 + col)] = 10;
  }
  const Picture stroke = fit_picture(image, 28, 14);
  CHECK(grey_at(stroke, 10, 13) == 10);
  CHECK(grey_at(stroke, 10, 14) == 10);
  CHECK(grey_at(stroke, 10, 8) == 90);
  CHECK(grey_at(stroke, 10, 20) == 90);
}

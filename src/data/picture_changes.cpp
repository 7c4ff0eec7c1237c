#include "data/picture_changes.h"

#include <cmath>
#include <numbers>

#include "math/random.h"

namespace inkling {
namespace {

// Returns the ink of a pixel, and paper for one that is beyond the edge.
double ink_at(const Picture& picture, int x, int y) {
  if (x < 0 || y < 0 || x >= kPictureSide || y >= kPictureSide) return 0;
  return picture[static_cast<std::size_t>(y * kPictureSide + x)];
}

// Returns the ink between the centres of four pixels, by bilinear interpolation.
double ink_between(const Picture& picture, double x, double y) {
  const double left = std::floor(x), top = std::floor(y);
  const double fx = x - left, fy = y - top;
  const int column = static_cast<int>(left), row = static_cast<int>(top);
  const double upper =
      (1 - fx) * ink_at(picture, column, row) + fx * ink_at(picture, column + 1, row);
  const double lower =
      (1 - fx) * ink_at(picture, column, row + 1) + fx * ink_at(picture, column + 1, row + 1);
  return (1 - fy) * upper + fy * lower;
}

// Each pixel takes from the place that it was moved from.
Picture moved(const Picture& picture, const PictureChanges& changes) {
  constexpr double kMiddle = (kPictureSide - 1) / 2.0;
  const double angle = changes.turn * std::numbers::pi / 180;
  const double c = std::cos(angle), s = std::sin(angle);
  Picture result{};
  for (int y = 0; y < kPictureSide; ++y) {
    for (int x = 0; x < kPictureSide; ++x) {
      const double u = x - changes.right - kMiddle, v = y - changes.down - kMiddle;
      result[static_cast<std::size_t>(y * kPictureSide + x)] = static_cast<std::uint8_t>(
          std::lround(ink_between(picture, c * u + s * v + kMiddle, c * v - s * u + kMiddle)));
    }
  }
  return result;
}

}  // namespace

Picture changed(const Picture& picture, const PictureChanges& changes) {
  constexpr std::uint64_t kSeed = 7, kStream = 11;
  Picture result = moved(picture, changes);
  Random random(kSeed, kStream);
  for (std::uint8_t& pixel : result) {
    const double turn = random.uniform();
    const auto grey = static_cast<std::uint8_t>(random.below(256));
    if (turn * 100 < changes.noise) pixel = grey;
  }
  return result;
}

}  // namespace inkling

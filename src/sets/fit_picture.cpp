#include "sets/fit_picture.h"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

// A Cover lists which source pixels, from `first` on, lie under one target pixel in one direction.
struct Cover {
  int first;
  int end;
  double from;
  double to;

  double share(int at) const { return std::min(to, at + 1.0) - std::max<double>(from, at); }
};

Cover cover_of(int target, double scale, double margin) {
  const double from = target * scale - margin, to = (target + 1) * scale - margin;
  return {static_cast<int>(std::floor(from)), static_cast<int>(std::ceil(to)), from, to};
}

}  // namespace

Picture fit_picture(std::span<const std::uint8_t> grey, int height, int width) {
  Picture picture{};
  if (height == kPictureSide && width == kPictureSide) {
    std::copy(grey.begin(), grey.end(), picture.begin());
    return picture;
  }
  const auto at = [&](int y, int x) { return grey[static_cast<std::size_t>(y * width + x)]; };
  const double corners =
      (at(0, 0) + at(0, width - 1) + at(height - 1, 0) + at(height - 1, width - 1)) / 4.0;
  const int side = std::max(height, width);
  const double scale = static_cast<double>(side) / kPictureSide;
  for (int row = 0; row < kPictureSide; ++row) {
    const Cover rows = cover_of(row, scale, (side - height) / 2.0);
    for (int col = 0; col < kPictureSide; ++col) {
      const Cover cols = cover_of(col, scale, (side - width) / 2.0);
      double sum = 0;
      for (int y = rows.first; y < rows.end; ++y) {
        for (int x = cols.first; x < cols.end; ++x) {
          const bool inside = y >= 0 && y < height && x >= 0 && x < width;
          sum += (inside ? at(y, x) : corners) * rows.share(y) * cols.share(x);
        }
      }
      picture[static_cast<std::size_t>(row * kPictureSide + col)] =
          static_cast<std::uint8_t>(std::lround(std::clamp(sum / (scale * scale), 0.0, 255.0)));
    }
  }
  return picture;
}

}  // namespace inkling

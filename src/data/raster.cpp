#include "data/raster.h"

#include <algorithm>
#include <cmath>

#include "math/kernels/f32x4.h"

namespace inkling {

void draw_line(Coverage& coverage, InkPoint a, InkPoint b, float pen_width) {
  const float reach = pen_width / 2 + 0.5f;
  const auto first = [&](float value) {
    return std::max(0, static_cast<int>(std::floor(value - reach)));
  };
  const auto last = [&](float value) {
    return std::min(kPictureSide - 1, static_cast<int>(std::floor(value + reach)));
  };
  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  const float length_squared = dx * dx + dy * dy;
  const float share = length_squared > 0 ? 1 / length_squared : 0;
  const f32x4 zero = f32x4::splat(0), one = f32x4::splat(1);
  constexpr float kLanes[] = {0.5f, 1.5f, 2.5f, 3.5f};
  const f32x4 lanes = f32x4::load(kLanes) - f32x4::splat(a.x);
  // Four pixels at a time: those of them that the line does not reach stay as they are.
  const int left = first(std::min(a.x, b.x)) / 4 * 4, right = last(std::max(a.x, b.x));
  for (int y = first(std::min(a.y, b.y)); y <= last(std::max(a.y, b.y)); ++y) {
    const float from_y = static_cast<float>(y) + 0.5f - a.y;
    const f32x4 along_y = f32x4::splat(from_y * dy);
    for (int x = left; x <= right; x += 4) {
      const f32x4 from_x = f32x4::splat(static_cast<float>(x)) + lanes;
      const f32x4 along = (from_x * f32x4::splat(dx) + along_y) * f32x4::splat(share);
      const f32x4 t = min(max(along, zero), one);
      const f32x4 away_x = from_x - t * f32x4::splat(dx);
      const f32x4 away_y = f32x4::splat(from_y) - t * f32x4::splat(dy);
      const f32x4 away = square_root(away_x * away_x + away_y * away_y);
      float* pixels = coverage.data() + y * kPictureSide + x;
      max(f32x4::load(pixels), min(f32x4::splat(reach) - away, one)).store(pixels);
    }
  }
}

InkPoint centre_of_mass(const Coverage& coverage) {
  double mass = 0, x_moment = 0, y_moment = 0;
  for (int y = 0; y < kPictureSide; ++y) {
    for (int x = 0; x < kPictureSide; ++x) {
      const double ink = coverage[static_cast<std::size_t>(y) * kPictureSide + x];
      mass += ink;
      x_moment += ink * (x + 0.5);
      y_moment += ink * (y + 0.5);
    }
  }
  if (mass == 0) return {kPictureSide / 2.0f, kPictureSide / 2.0f};
  return {static_cast<float>(x_moment / mass), static_cast<float>(y_moment / mass)};
}

}  // namespace inkling

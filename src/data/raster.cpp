#include "data/raster.h"

#include <algorithm>
#include <cmath>

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
  const float full = std::max(reach - 1, 0.0f);
  const int left = first(std::min(a.x, b.x)), right = last(std::max(a.x, b.x));
  for (int y = first(std::min(a.y, b.y)); y <= last(std::max(a.y, b.y)); ++y) {
    for (int x = left; x <= right; ++x) {
      const float from_x = static_cast<float>(x) + 0.5f - a.x;
      const float from_y = static_cast<float>(y) + 0.5f - a.y;
      const float t = std::clamp((from_x * dx + from_y * dy) * share, 0.0f, 1.0f);
      const float away_x = from_x - t * dx, away_y = from_y - t * dy;
      const float squared = away_x * away_x + away_y * away_y;
      if (squared >= reach * reach) continue;
      float& pixel = coverage[static_cast<std::size_t>(y) * kPictureSide + x];
      pixel =
          squared <= full * full ? 1 : std::max(pixel, std::min(reach - std::sqrt(squared), 1.0f));
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

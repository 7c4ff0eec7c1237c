#include "data/raster.h"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

float distance_to_line(InkPoint p, InkPoint a, InkPoint b) {
  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  const float length_squared = dx * dx + dy * dy;
  float t = 0;
  if (length_squared > 0) {
    t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length_squared, 0.0f, 1.0f);
  }
  const float x = p.x - (a.x + t * dx);
  const float y = p.y - (a.y + t * dy);
  return std::sqrt(x * x + y * y);
}

}  // namespace

void draw_line(Coverage& coverage, InkPoint a, InkPoint b, float pen_width) {
  const float reach = pen_width / 2 + 0.5f;
  const auto first = [&](float value) {
    return std::max(0, static_cast<int>(std::floor(value - reach)));
  };
  const auto last = [&](float value) {
    return std::min(kPictureSide - 1, static_cast<int>(std::floor(value + reach)));
  };
  for (int y = first(std::min(a.y, b.y)); y <= last(std::max(a.y, b.y)); ++y) {
    for (int x = first(std::min(a.x, b.x)); x <= last(std::max(a.x, b.x)); ++x) {
      const InkPoint centre = {static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f};
      float& pixel = coverage[static_cast<std::size_t>(y) * kPictureSide + x];
      pixel = std::max(pixel, std::clamp(reach - distance_to_line(centre, a, b), 0.0f, 1.0f));
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

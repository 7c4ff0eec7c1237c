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

}  // namespace inkling

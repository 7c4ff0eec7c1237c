#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "data/sheet/sheet_strokes.h"

namespace inkling {
namespace {

// Returns the pixels that hang together with this one, and takes them away.
std::vector<std::pair<int, int>> taken(GreyPlane& mask, int x, int y) {
  std::vector<std::pair<int, int>> found = {{x, y}};
  mask.at(x, y) = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto [px, py] = found[i];
    for (int v = py - 1; v <= py + 1; ++v) {
      for (int u = px - 1; u <= px + 1; ++u) {
        if (!mask.contains(u, v) || mask.at(u, v) == 0) continue;
        mask.at(u, v) = 0;
        found.push_back({u, v});
      }
    }
  }
  return found;
}

// Returns an oval around thin ink, as far from it on all sides.
Stroke oval_around(const std::vector<std::pair<int, int>>& pixels, float away) {
  constexpr int kPoints = 16;
  double x = 0, y = 0, xx = 0, xy = 0, yy = 0;
  for (const auto& [px, py] : pixels) {
    x += px + 0.5;
    y += py + 0.5;
  }
  const auto count = static_cast<double>(pixels.size());
  x /= count;
  y /= count;
  for (const auto& [px, py] : pixels) {
    const double dx = px + 0.5 - x, dy = py + 0.5 - y;
    xx += dx * dx / count;
    xy += dx * dy / count;
    yy += dy * dy / count;
  }
  const double direction = 0.5 * std::atan2(2 * xy, xx - yy);
  const double variance = 0.5 * (xx + yy) + std::hypot(0.5 * (xx - yy), xy);
  const double half = std::sqrt(3 * variance);  // That of points along a line of twice this length.
  const double c = std::cos(direction), s = std::sin(direction);
  Stroke oval;
  for (int i = 0; i <= kPoints; ++i) {
    const double angle = 2 * 3.14159265 * i / kPoints;
    const double along = (half + away) * std::cos(angle), across = away * std::sin(angle);
    oval.push_back({static_cast<float>(x + c * along - s * across),
                    static_cast<float>(y + s * along + c * across)});
  }
  return oval;
}

}  // namespace

Drawing filled_loops(const GreyPlane& thin, const Plane<float>& widths) {
  constexpr float kMuchBroader = 1.75f;
  std::vector<float> all;
  for (std::size_t i = 0; i < thin.values.size(); ++i) {
    if (thin.values[i] != 0) all.push_back(widths.values[i]);
  }
  if (all.empty()) return {};
  // The broad places may be many: the pen is the one of the narrower half.
  const auto third = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 3);
  std::nth_element(all.begin(), third, all.end());
  const float pen = std::max(*third, 1.0f);
  GreyPlane broad(thin.width, thin.height);
  for (std::size_t i = 0; i < thin.values.size(); ++i) {
    broad.values[i] = thin.values[i] != 0 && widths.values[i] > kMuchBroader * pen ? 1 : 0;
  }
  Drawing loops;
  for (int y = 0; y < broad.height; ++y) {
    for (int x = 0; x < broad.width; ++x) {
      if (broad.at(x, y) == 0) continue;
      const auto pixels = taken(broad, x, y);
      float widest = 0;
      for (const auto& [u, v] : pixels) widest = std::max(widest, widths.at(u, v));
      loops.push_back(oval_around(pixels, widest - pen));
    }
  }
  return loops;
}

}  // namespace inkling

#include "data/ink.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inkling {
namespace {

constexpr int kSide = 28;
constexpr float kBox = 20.0f;
// The usual thickness of a stroke in MNIST's pictures is between two and three pixels.
constexpr float kPenWidth = 2.3f;

using Coverage = std::array<float, kSide * kSide>;

float distance_to_segment(InkPoint p, InkPoint a, InkPoint b) {
  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  const float length_squared = dx * dx + dy * dy;
  float t = 0;
  if (length_squared > 0) {
    t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length_squared, 0.0f, 1.0f);
  }
  return std::hypot(p.x - (a.x + t * dx), p.y - (a.y + t * dy));
}

// Lays one straight piece of a stroke on the picture. A pixel is covered fully where its centre
// lies half a pixel or more inside the pen's edge, and not at all half a pixel outside of it.
void draw_segment(Coverage& coverage, InkPoint a, InkPoint b) {
  constexpr float kRadius = kPenWidth / 2;
  constexpr float kReach = kRadius + 0.5f;
  const auto first = [](float value) {
    return std::max(0, static_cast<int>(std::floor(value - kReach)));
  };
  const auto last = [](float value) {
    return std::min(kSide - 1, static_cast<int>(std::floor(value + kReach)));
  };
  for (int y = first(std::min(a.y, b.y)); y <= last(std::max(a.y, b.y)); ++y) {
    for (int x = first(std::min(a.x, b.x)); x <= last(std::max(a.x, b.x)); ++x) {
      const InkPoint centre = {x + 0.5f, y + 0.5f};
      const float inside = kReach - distance_to_segment(centre, a, b);
      float& pixel = coverage[static_cast<std::size_t>(y) * kSide + x];
      pixel = std::max(pixel, std::clamp(inside, 0.0f, 1.0f));
    }
  }
}

struct Placement {
  float scale;
  float shift_x;
  float shift_y;

  InkPoint operator()(InkPoint p) const { return {p.x * scale + shift_x, p.y * scale + shift_y}; }
};

Coverage draw(const Drawing& drawing, const Placement& place) {
  Coverage coverage{};
  for (const Stroke& stroke : drawing) {
    for (std::size_t i = 0; i < stroke.size(); ++i) {
      draw_segment(coverage, place(stroke[i == 0 ? 0 : i - 1]), place(stroke[i]));
    }
  }
  return coverage;
}

InkPoint centre_of_mass(const Coverage& coverage) {
  double mass = 0, x_moment = 0, y_moment = 0;
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const double ink = coverage[static_cast<std::size_t>(y) * kSide + x];
      mass += ink;
      x_moment += ink * (x + 0.5);
      y_moment += ink * (y + 0.5);
    }
  }
  if (mass == 0) return {kSide / 2.0f, kSide / 2.0f};
  return {static_cast<float>(x_moment / mass), static_cast<float>(y_moment / mass)};
}

}  // namespace

bool is_empty(const Drawing& drawing) {
  return std::all_of(drawing.begin(), drawing.end(), [](const Stroke& s) { return s.empty(); });
}

Picture picture_of(const Drawing& drawing) {
  Picture picture{};
  InkPoint low = {std::numeric_limits<float>::max(), std::numeric_limits<float>::max()};
  InkPoint high = {std::numeric_limits<float>::lowest(), std::numeric_limits<float>::lowest()};
  for (const Stroke& stroke : drawing) {
    for (const InkPoint& p : stroke) {
      if (!std::isfinite(p.x) || !std::isfinite(p.y)) return picture;
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
  }
  if (is_empty(drawing)) return picture;

  const float longer = std::max(high.x - low.x, high.y - low.y);
  const float scale = longer > 0 ? (kBox - kPenWidth) / longer : 1.0f;
  if (!std::isfinite(scale)) return picture;
  Placement place = {scale, kSide / 2.0f - scale * (low.x / 2 + high.x / 2),
                     kSide / 2.0f - scale * (low.y / 2 + high.y / 2)};
  const InkPoint centre = centre_of_mass(draw(drawing, place));
  place.shift_x += kSide / 2.0f - centre.x;
  place.shift_y += kSide / 2.0f - centre.y;

  const Coverage coverage = draw(drawing, place);
  std::transform(coverage.begin(), coverage.end(), picture.begin(),
                 [](float ink) { return static_cast<std::uint8_t>(std::lround(ink * 255)); });
  return picture;
}

}  // namespace inkling

#include "data/ink.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inkling {
namespace {

// Coordinates up to here can be added up without becoming infinite.
constexpr float kFarthest = 1e36f;

// Smoothing averages points this far apart, as a share of the drawing's longer side, with so many
// neighbours on either side, so many times over.
constexpr float kSmoothSpacing = 0.02f;
constexpr int kSmoothReach = 2;
constexpr int kSmoothRounds = 2;
constexpr std::size_t kSmoothKept = 3;  // Every third point is drawn.
// A stroke of eighty times the drawing's size is a scribble: more points would show nothing more of
// it, and take long.
constexpr float kMostPieces = 4000;

// Returns the stroke as points that are evenly spaced along its way, at most `spacing` apart unless
// that makes too many.
Stroke evenly_spaced(const Stroke& stroke, float spacing) {
  std::vector<float> arc_length = {0};  // Each element is the length from the start to a point.
  for (std::size_t i = 1; i < stroke.size(); ++i) {
    arc_length.push_back(arc_length.back() +
                         std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y));
  }
  if (!std::isfinite(arc_length.back())) return stroke;
  const int pieces =
      static_cast<int>(std::min(std::ceil(arc_length.back() / spacing), kMostPieces));
  Stroke even = {stroke.front()};
  std::size_t next = 1;
  for (int k = 1; k < pieces; ++k) {
    const float at = arc_length.back() * static_cast<float>(k) / static_cast<float>(pieces);
    while (next + 1 < arc_length.size() && arc_length[next] < at) ++next;
    const InkPoint from = stroke[next - 1];
    const InkPoint to = stroke[next];
    const float length = arc_length[next] - arc_length[next - 1];
    const float t = length > 0 ? std::min((at - arc_length[next - 1]) / length, 1.0f) : 0;
    even.push_back({from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)});
  }
  even.push_back(stroke.back());
  return even;
}

// Returns the stroke without the trembling of the hand and the steps of a coarse tablet: each point
// is averaged with its neighbours along the way. The ends stay where they are.
Stroke smoothed(const Stroke& stroke, float longer_side) {
  if (longer_side <= 0 || stroke.size() < 3) return stroke;
  Stroke rough = evenly_spaced(stroke, kSmoothSpacing * longer_side);
  Stroke smooth = rough;
  const int count = static_cast<int>(rough.size());
  for (int round = 0; round < kSmoothRounds; ++round) {
    for (int i = 0; i < count; ++i) {
      const int near = std::min({kSmoothReach, i, count - 1 - i});
      InkPoint sum;
      for (int j = i - near; j <= i + near; ++j) {
        sum.x += rough[static_cast<std::size_t>(j)].x;
        sum.y += rough[static_cast<std::size_t>(j)].y;
      }
      const float share = 1.0f / static_cast<float>(2 * near + 1);
      smooth[static_cast<std::size_t>(i)] = {sum.x * share, sum.y * share};
    }
    rough = smooth;
  }
  // The stroke is smooth, so fewer points say the same.
  Stroke result;
  for (std::size_t i = 0; i + 1 < smooth.size(); i += kSmoothKept) result.push_back(smooth[i]);
  result.push_back(smooth.back());
  return result;
}

Coverage draw(const Drawing& drawing, const InkTransform& transform) {
  Coverage coverage{};
  for (const Stroke& stroke : drawing) {
    for (std::size_t i = 0; i < stroke.size(); ++i) {
      draw_line(coverage, transform(stroke[i == 0 ? 0 : i - 1]), transform(stroke[i]), kPenWidth);
    }
  }
  return coverage;
}

}  // namespace

bool is_empty(const Drawing& drawing) {
  return std::all_of(drawing.begin(), drawing.end(), [](const Stroke& s) { return s.empty(); });
}

Bounds bounds_of(const Drawing& drawing) {
  constexpr float kMost = std::numeric_limits<float>::max();
  Bounds bounds = {{kMost, kMost}, {-kMost, -kMost}};
  for (const Stroke& stroke : drawing) {
    for (const InkPoint& p : stroke) {
      bounds.low = {std::min(bounds.low.x, p.x), std::min(bounds.low.y, p.y)};
      bounds.high = {std::max(bounds.high.x, p.x), std::max(bounds.high.y, p.y)};
    }
  }
  return bounds;
}

Picture picture_of(const Drawing& drawing) { return ink_steps(drawing).picture; }

InkSteps ink_steps(const Drawing& drawing) {
  InkSteps steps;
  for (const Stroke& stroke : drawing) {
    for (const InkPoint& p : stroke) {
      if (!(std::abs(p.x) < kFarthest) || !(std::abs(p.y) < kFarthest)) return steps;
    }
  }
  if (is_empty(drawing)) return steps;

  const Bounds bounds = bounds_of(drawing);
  const float longer = bounds.longer_side();
  const float scale = longer > 0 ? (kDigitBox - kPenWidth) / longer : 1.0f;
  if (!std::isfinite(scale)) return steps;
  constexpr float kMiddle = kPictureSide / 2.0f;
  InkTransform transform = {scale, bounds.middle(), {kMiddle, kMiddle}};
  for (const Stroke& stroke : drawing) steps.smooth.push_back(smoothed(stroke, longer));
  const InkPoint centre = centre_of_mass(draw(steps.smooth, transform));
  transform.to.x += kMiddle - centre.x;
  transform.to.y += kMiddle - centre.y;

  const Coverage coverage = draw(steps.smooth, transform);
  std::transform(coverage.begin(), coverage.end(), steps.picture.begin(),
                 [](float ink) { return static_cast<std::uint8_t>(ink * 255 + 0.5f); });
  steps.bounds = bounds;
  steps.transform = transform;
  return steps;
}

}  // namespace inkling

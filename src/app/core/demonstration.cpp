#include "app/core/demonstration.h"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

constexpr double kDrawingMs = 1500;
constexpr int kStepsPerCurve = 12;

// A glyph is a digit as a path of quadratic Bezier curves. Its corners are the start, then the
// control point and the end of each curve.
struct Glyph {
  std::vector<InkPoint> corners;
};

// The glyphs are a 2, a 7 and a 3.
const Glyph kGlyphs[] = {
    {{{.28f, .34f},
      {.29f, .16f},
      {.50f, .16f},
      {.74f, .17f},
      {.71f, .38f},
      {.69f, .52f},
      {.27f, .80f},
      {.26f, .82f},
      {.30f, .82f},
      {.52f, .81f},
      {.76f, .82f}}},
    {{{.25f, .22f},
      {.50f, .24f},
      {.75f, .20f},
      {.58f, .44f},
      {.50f, .60f},
      {.44f, .74f},
      {.42f, .86f}}},
    {{{.30f, .22f},
      {.58f, .06f},
      {.68f, .28f},
      {.70f, .44f},
      {.44f, .47f},
      {.82f, .50f},
      {.72f, .74f},
      {.60f, .96f},
      {.27f, .78f}}},
};

InkPoint between(InkPoint a, InkPoint b, float t) {
  return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

Stroke stroke_of(const Glyph& glyph) {
  Stroke stroke = {glyph.corners.front()};
  for (std::size_t i = 0; i + 2 < glyph.corners.size(); i += 2) {
    const InkPoint* c = glyph.corners.data() + i;
    for (int step = 1; step <= kStepsPerCurve; ++step) {
      const float t = static_cast<float>(step) / kStepsPerCurve;
      stroke.push_back(between(between(c[0], c[1], t), between(c[1], c[2], t), t));
    }
  }
  return stroke;
}

}  // namespace

Drawing demonstration_at(double elapsed_ms) {
  const auto round = static_cast<std::size_t>(elapsed_ms / kDemonstrationMs);
  const double in_round = std::fmod(elapsed_ms, kDemonstrationMs);
  Stroke stroke = stroke_of(kGlyphs[round % std::size(kGlyphs)]);
  // The hand starts and stops gently.
  const double share = std::min(1.0, in_round / kDrawingMs);
  const double eased = share * share * (3 - 2 * share);
  stroke.resize(static_cast<std::size_t>(
      std::max(1.0, std::round(eased * static_cast<double>(stroke.size())))));
  return {stroke};
}

}  // namespace inkling

#include "data/sheet/sheet_strokes.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace inkling {
namespace {

// A digit is looked at in this size, whatever its own: pixels of its longer side, and around it.
constexpr int kGlyphSide = 96;
constexpr int kGlyphMargin = 3;

// Ink ends where so much of its darkness is left. Blur makes a broad pen's ink run together in
// narrow loops, and a thin one's fade.
constexpr float kThinEdge = 0.45f;
constexpr float kBroadEdge = 0.62f;
constexpr float kBroad = 0.1f;  // of the digit's longer side

// A Glyph is a part of the plane, darkness 0 to 1, with paper in place of what is not the part.
struct Glyph {
  Plane<float> ink;
  int left = 0, top = 0;  // The first pixel is this one of the plane.

  // Returns the darkness between pixels.
  float at(float x, float y) const {
    const float fx = std::clamp(x - 0.5f, 0.0f, static_cast<float>(ink.width - 1));
    const float fy = std::clamp(y - 0.5f, 0.0f, static_cast<float>(ink.height - 1));
    const int x0 = static_cast<int>(fx), y0 = static_cast<int>(fy);
    const int x1 = std::min(x0 + 1, ink.width - 1), y1 = std::min(y0 + 1, ink.height - 1);
    const float tx = fx - static_cast<float>(x0), ty = fy - static_cast<float>(y0);
    const float upper = ink.at(x0, y0) * (1 - tx) + ink.at(x1, y0) * tx;
    const float lower = ink.at(x0, y1) * (1 - tx) + ink.at(x1, y1) * tx;
    return upper * (1 - ty) + lower * ty;
  }
};

// The edge of the ink is a pixel wide, and part of it.
Glyph glyph_of(const GreyPlane& flat, const InkPart& part) {
  constexpr int kAround = 2;
  Glyph glyph;
  glyph.left = part.left - kAround;
  glyph.top = part.top - kAround;
  glyph.ink = Plane<float>(part.width() + 2 * kAround, part.height() + 2 * kAround);
  std::vector<float> dark;
  for (const InkRun& run : part.runs) {
    for (int x = run.begin; x < run.end; ++x) {
      dark.push_back(static_cast<float>(255 - flat.at(x, run.y)));
    }
  }
  const auto middle = dark.begin() + static_cast<std::ptrdiff_t>(dark.size() * 3 / 4);
  std::nth_element(dark.begin(), middle, dark.end());
  const float darkness = std::max(*middle, 1.0f);
  for (const InkRun& run : part.runs) {
    for (int y = run.y - 1; y <= run.y + 1; ++y) {
      for (int x = run.begin - 1; x <= run.end; ++x) {
        if (!flat.contains(x, y)) continue;
        glyph.ink.at(x - glyph.left, y - glyph.top) =
            std::min(1.0f, static_cast<float>(255 - flat.at(x, y)) / darkness);
      }
    }
  }
  return glyph;
}

// The grain of paper leaves holes in pencil: they are filled. `size` is that of the largest.
void fill_holes(GreyPlane& mask, int size) {
  GreyPlane paper = mask;
  for (std::uint8_t& value : paper.values) value = 1 - value;
  for (const InkPart& hole : parts_of(paper, 1)) {
    if (hole.area > size) continue;
    for (const InkRun& run : hole.runs) {
      std::fill(mask.row(run.y) + run.begin, mask.row(run.y) + run.end, std::uint8_t{1});
    }
  }
}

// Returns 1 where at least `edge` of the ink's darkness is.
GreyPlane mask_of(const Plane<float>& ink, float edge) {
  GreyPlane mask(ink.width, ink.height);
  std::transform(ink.values.begin(), ink.values.end(), mask.values.begin(), [&](float darkness) {
    return static_cast<std::uint8_t>(darkness >= edge ? 1 : 0);
  });
  return mask;
}

// Returns the width of the strokes of a mask, in its pixels: area by half of the edge's length.
float stroke_width(const GreyPlane& mask) {
  int area = 0, edge = 0;
  for (int y = 1; y + 1 < mask.height; ++y) {
    for (int x = 1; x + 1 < mask.width; ++x) {
      if (mask.at(x, y) == 0) continue;
      ++area;
      edge += 4 - mask.at(x - 1, y) - mask.at(x + 1, y) - mask.at(x, y - 1) - mask.at(x, y + 1);
    }
  }
  // A slanted edge of pixels is longer than it looks: by 4 / pi on average.
  return edge == 0 ? 0 : 2.0f * static_cast<float>(area) / (0.785f * static_cast<float>(edge));
}

}  // namespace

Drawing strokes_of(const GreyPlane& flat, const InkPart& part) {
  const Glyph glyph = glyph_of(flat, part);
  const int longer = std::max(glyph.ink.width, glyph.ink.height);
  const float unit = static_cast<float>(longer) / kGlyphSide;  // pixels of the plane
  Plane<float> ink(
      static_cast<int>(static_cast<float>(glyph.ink.width) / unit) + 2 * kGlyphMargin,
      static_cast<int>(static_cast<float>(glyph.ink.height) / unit) + 2 * kGlyphMargin);
  // Where a pixel of this is many of the plane, their mean counts.
  const int samples = std::clamp(static_cast<int>(std::lround(unit)), 1, 8);
  for (int y = kGlyphMargin; y < ink.height - kGlyphMargin; ++y) {
    for (int x = kGlyphMargin; x < ink.width - kGlyphMargin; ++x) {
      float sum = 0;
      for (int j = 0; j < samples; ++j) {
        for (int i = 0; i < samples; ++i) {
          const auto place = [&](int k, int s) {
            return (static_cast<float>(k - kGlyphMargin) +
                    (static_cast<float>(s) + 0.5f) / static_cast<float>(samples)) *
                   unit;
          };
          sum += glyph.at(place(x, i), place(y, j));
        }
      }
      ink.at(x, y) = sum / static_cast<float>(samples * samples);
    }
  }
  GreyPlane mask = mask_of(ink, kThinEdge);
  const float width = stroke_width(mask);
  if (width > kBroad * kGlyphSide) mask = mask_of(ink, kBroadEdge);
  fill_holes(mask, std::min(kGlyphSide / 4, static_cast<int>(width * width / 6)));
  const Plane<float> widths = distance_to_paper(mask);
  make_thin(mask);
  Drawing drawing = followed(mask, widths);
  for (Stroke& loop : filled_loops(mask, widths)) drawing.push_back(std::move(loop));
  // Of a dot nothing may be left.
  if (drawing.empty()) return {{{part.middle_x(), part.middle_y()}}};
  for (Stroke& stroke : drawing) {
    for (InkPoint& p : stroke) {
      p = {(p.x - kGlyphMargin) * unit + static_cast<float>(glyph.left),
           (p.y - kGlyphMargin) * unit + static_cast<float>(glyph.top)};
    }
  }
  return drawing;
}

}  // namespace inkling

// Paper to write on, for tests.
#pragma once

#include <algorithm>
#include <cmath>

#include "data/sheet/read_sheet.h"

namespace inkling {

inline GreyPlane white_paper(int width, int height) { return GreyPlane(width, height, 255); }

// Draws a line from one point to the next with a round pen.
inline void write_on(GreyPlane& paper, const Stroke& stroke, float width, int ink = 30) {
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    const InkPoint a = stroke[i == 0 ? 0 : i - 1], b = stroke[i];
    const float dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    for (int y = 0; y < paper.height; ++y) {
      for (int x = 0; x < paper.width; ++x) {
        const float px = static_cast<float>(x) + 0.5f - a.x,
                    py = static_cast<float>(y) + 0.5f - a.y;
        const float t = square > 0 ? std::clamp((px * dx + py * dy) / square, 0.0f, 1.0f) : 0;
        const float away = std::hypot(px - t * dx, py - t * dy);
        const float share = std::clamp(width / 2 + 0.5f - away, 0.0f, 1.0f);
        auto& pixel = paper.at(x, y);
        const int laid = static_cast<int>(std::lround(255 + share * static_cast<float>(ink - 255)));
        pixel = static_cast<std::uint8_t>(std::min<int>(pixel, laid));
      }
    }
  }
}

inline Stroke ring(float x, float y, float rx, float ry) {
  Stroke stroke;
  for (int i = 0; i <= 24; ++i) {
    const float angle = 6.2831853f * static_cast<float>(i) / 24;
    stroke.push_back({x + rx * std::cos(angle), y + ry * std::sin(angle)});
  }
  return stroke;
}

inline SheetPixels pixels_of(const GreyPlane& plane) {
  return {plane.values, plane.width, plane.height, 1};
}

// Returns a mask from lines of text in which # is ink.
inline GreyPlane mask_from(std::initializer_list<const char*> rows) {
  const std::string first = *rows.begin();
  GreyPlane mask(static_cast<int>(first.size()), static_cast<int>(rows.size()));
  int y = 0;
  for (const char* row : rows) {
    for (int x = 0; x < mask.width; ++x) mask.at(x, y) = row[x] == '#' ? 1 : 0;
    ++y;
  }
  return mask;
}

}  // namespace inkling

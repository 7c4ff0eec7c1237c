#include "ui/ink.h"

#include <algorithm>
#include <cmath>

// A stroke becomes a ribbon of triangles along its smoothed middle line: an opaque core with a thin
// rim on both sides that fades to nothing. ImGui's own thick polylines break at sharp turns, and a
// chain of short lines and circles has rims that overlap and add up to a ragged edge.

namespace inkling {
namespace {

// It is a share of the pad's side.
constexpr float kPadPenWidth = 0.055f;
// A curve is made of pieces this long, and two points must be this far apart to have a direction,
// in pixels.
constexpr float kPiece = 3.0f;
constexpr float kNearest = 0.25f;
// Where the line turns by more than this (as a cosine), a round joint takes the place of a bent
// ribbon.
constexpr float kSharpTurn = 0.5f;
constexpr int kCapPieces = 16;

ImVec2 operator+(ImVec2 a, ImVec2 b) { return {a.x + b.x, a.y + b.y}; }
ImVec2 operator-(ImVec2 a, ImVec2 b) { return {a.x - b.x, a.y - b.y}; }
ImVec2 operator*(ImVec2 a, float s) { return {a.x * s, a.y * s}; }
float dot(ImVec2 a, ImVec2 b) { return a.x * b.x + a.y * b.y; }
float length(ImVec2 a) { return std::sqrt(dot(a, a)); }
ImVec2 unit(ImVec2 a) { return a * (1 / std::max(length(a), 1e-6f)); }
ImVec2 normal_of(ImVec2 direction) { return {-direction.y, direction.x}; }

// Quadratic curves from middle to middle, with the points themselves as their controls, turn the
// corners of a sampled line into the round way of a hand.
std::vector<ImVec2> middle_line(const Stroke& stroke, Rect pad) {
  const auto area = [&](InkPoint p) { return ImVec2(pad.x + p.x * pad.w, pad.y + p.y * pad.h); };
  std::vector<ImVec2> line = {area(stroke.front())};
  const auto add = [&](ImVec2 point) {
    if (length(point - line.back()) > kNearest) line.push_back(point);
  };
  ImVec2 start = line.front();
  for (std::size_t i = 1; i < stroke.size(); ++i) {
    const ImVec2 control = area(stroke[i - 1]);
    const ImVec2 end = (control + area(stroke[i])) * 0.5f;
    const int pieces = std::clamp(static_cast<int>(length(end - start) / kPiece), 1, 16);
    for (int piece = 1; piece <= pieces; ++piece) {
      const float t = static_cast<float>(piece) / static_cast<float>(pieces);
      const float u = 1 - t;
      add(start * (u * u) + control * (2 * u * t) + end * (t * t));
    }
    start = end;
  }
  add(area(stroke.back()));
  return line;
}

class Ribbon {
 public:
  // `rim` is the width over which the edge fades: one pixel of the screen.
  Ribbon(ImDrawList& list, float width, float rim, ImU32 colour)
      : list_(list),
        core_(std::max(0.0f, (width - rim) / 2)),
        edge_((width + rim) / 2),
        colour_(colour),
        clear_(colour & ~IM_COL32_A_MASK),
        white_(ImGui::GetFontTexUvWhitePixel()) {}

  // Draws a half disc that looks into `direction`. It begins half a pixel inside the band that it
  // ends, so that no crack shows between the two.
  void cap(ImVec2 end, ImVec2 direction) {
    const ImVec2 centre = end - direction * ((edge_ - core_) / 2);
    list_.PrimReserve(kCapPieces * 9, 1 + 2 * (kCapPieces + 1));
    const auto first = list_._VtxCurrentIdx;
    vertex(centre, colour_);
    const ImVec2 side = normal_of(direction);
    for (int i = 0; i <= kCapPieces; ++i) {
      const float angle = 3.14159265f * static_cast<float>(i) / kCapPieces;
      const ImVec2 ray = side * std::cos(angle) + direction * std::sin(angle);
      vertex(centre + ray * core_, colour_);
      vertex(centre + ray * edge_, clear_);
    }
    for (unsigned i = 0; i < kCapPieces; ++i) {
      const unsigned at = first + 1 + 2 * i;
      triangle(first, at, at + 2);
      triangle(at, at + 1, at + 3);
      triangle(at, at + 3, at + 2);
    }
  }

  // Draws the band along line[first] to line[last], without its ends.
  void band(const std::vector<ImVec2>& line, std::size_t first, std::size_t last) {
    const auto count = static_cast<int>(last - first + 1);
    list_.PrimReserve((count - 1) * 18, count * 4);
    const auto start = list_._VtxCurrentIdx;
    for (std::size_t i = first; i <= last; ++i) {
      const ImVec2 before = i > first ? unit(line[i] - line[i - 1]) : ImVec2(0, 0);
      const ImVec2 after = i < last ? unit(line[i + 1] - line[i]) : ImVec2(0, 0);
      const ImVec2 across = normal_of(unit(before + after));
      vertex(line[i] + across * edge_, clear_);
      vertex(line[i] + across * core_, colour_);
      vertex(line[i] - across * core_, colour_);
      vertex(line[i] - across * edge_, clear_);
    }
    for (unsigned i = 0; i + 1 < static_cast<unsigned>(count); ++i) {
      for (unsigned lane = 0; lane < 3; ++lane) {
        const unsigned at = start + 4 * i + lane;
        triangle(at, at + 1, at + 5);
        triangle(at, at + 5, at + 4);
      }
    }
  }

 private:
  void vertex(ImVec2 at, ImU32 colour) { list_.PrimWriteVtx(at, white_, colour); }
  void triangle(unsigned a, unsigned b, unsigned c) {
    list_.PrimWriteIdx(a);
    list_.PrimWriteIdx(b);
    list_.PrimWriteIdx(c);
  }

  ImDrawList& list_;
  float core_;
  float edge_;
  ImU32 colour_;
  ImU32 clear_;
  ImVec2 white_;
};

void draw_stroke(Ribbon& ribbon, const std::vector<ImVec2>& line) {
  if (line.size() == 1) {
    ribbon.cap(line[0], {1, 0});
    ribbon.cap(line[0], {-1, 0});
    return;
  }
  const auto direction = [&](std::size_t i) { return unit(line[i + 1] - line[i]); };
  std::size_t first = 0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const bool end = i + 1 == line.size();
    if (!end && dot(direction(i - 1), direction(i)) > kSharpTurn) continue;
    ribbon.cap(line[first], direction(first) * -1);
    ribbon.band(line, first, i);
    ribbon.cap(line[i], direction(i - 1));
    first = i;
  }
}

}  // namespace

void draw_ink(Ui& ui, Rect pad, const Drawing& drawing, ImU32 colour) {
  ImDrawList& list = ui.draw();
  list.PushClipRect({pad.x, pad.y}, {pad.right(), pad.bottom()}, true);
  const float pixel = 1 / ImGui::GetIO().DisplayFramebufferScale.x;
  Ribbon ribbon(list, kPadPenWidth * pad.w, pixel, colour);
  for (const Stroke& stroke : drawing) {
    if (!stroke.empty()) draw_stroke(ribbon, middle_line(stroke, pad));
  }
  list.PopClipRect();
}

}  // namespace inkling

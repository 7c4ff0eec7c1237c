#include "data/redraw.h"

#include <algorithm>
#include <array>
#include <vector>

namespace inkling {
namespace {

constexpr int kRim = 1;
constexpr int kStride = kPictureSide + 2 * kRim;
// It has a rim of paper. 1 is ink.
using Bitmap = std::array<std::uint8_t, kStride * kStride>;

// A pixel's neighbours lie so far from it, beginning above and going round with the clock.
constexpr int kAround[] = {-kStride, -kStride + 1, 1,  kStride + 1,
                           kStride,  kStride - 1,  -1, -kStride - 1};

// Returns whether a pixel may be taken away in one of the two halves of a round: it lies at the
// edge, ends no line and connects nothing.
bool is_rind(const std::uint8_t* pixel, bool second_half) {
  std::array<int, 9> around{};
  int ink = 0, edges = 0;
  for (std::size_t i = 0; i < 8; ++i) ink += around[i] = pixel[kAround[i]];
  around[8] = around[0];
  if (ink < 2 || ink > 6) return false;
  for (std::size_t i = 0; i < 8; ++i) edges += around[i] < around[i + 1] ? 1 : 0;
  if (edges != 1) return false;
  const int above = around[0], right = around[2], below = around[4], left = around[6];
  return second_half ? above * right * left == 0 && above * below * left == 0
                     : above * right * below == 0 && right * below * left == 0;
}

void thin(Bitmap& bitmap) {
  std::vector<int> ink, rind;
  for (int i = 0; i < kStride * kStride; ++i) {
    if (bitmap[static_cast<std::size_t>(i)] != 0) ink.push_back(i);
  }
  for (int quiet = 0, half = 0; quiet < 2; half = 1 - half) {
    rind.clear();
    for (const int i : ink) {
      if (is_rind(bitmap.data() + i, half == 1)) rind.push_back(i);
    }
    for (const int i : rind) bitmap[static_cast<std::size_t>(i)] = 0;
    std::erase_if(ink, [&](int i) { return bitmap[static_cast<std::size_t>(i)] == 0; });
    quiet = rind.empty() ? quiet + 1 : 0;
  }
}

// Points of thin lines, and which of them are joined.
struct Lines {
  std::vector<InkPoint> points;
  std::vector<std::array<int, 2>> joined;
};

Lines lines_of(const Bitmap& bitmap) {
  Lines lines;
  std::array<int, kStride * kStride> number;
  number.fill(-1);
  for (int i = 0; i < kStride * kStride; ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (bitmap[at] == 0) continue;
    number[at] = static_cast<int>(lines.points.size());
    lines.points.push_back({static_cast<float>(i % kStride - kRim) + 0.5f,
                            static_cast<float>(i / kStride - kRim) + 0.5f});
    // The others of its neighbours come later. A diagonal is left out where two steps lead around
    // it.
    const auto neighbour = [&](int offset) { return number[static_cast<std::size_t>(i + offset)]; };
    const int above = neighbour(-kStride), left = neighbour(-1);
    if (above >= 0) lines.joined.push_back({above, number[at]});
    if (left >= 0) lines.joined.push_back({left, number[at]});
    const int before = neighbour(-kStride - 1), after = neighbour(-kStride + 1);
    if (before >= 0 && above < 0 && left < 0) lines.joined.push_back({before, number[at]});
    if (after >= 0 && above < 0 && bitmap[at + 1] == 0) lines.joined.push_back({after, number[at]});
  }
  return lines;
}

// Points between two others move to the middle of the three. Ends and crossings stay.
void smooth(Lines& lines) {
  constexpr int kRounds = 3;
  std::vector<int> neighbours(lines.points.size());
  for (const auto& [a, b] : lines.joined) {
    ++neighbours[static_cast<std::size_t>(a)];
    ++neighbours[static_cast<std::size_t>(b)];
  }
  for (int round = 0; round < kRounds; ++round) {
    std::vector<InkPoint> sum = lines.points;
    for (const auto& pair : lines.joined) {
      for (std::size_t k = 0; k < 2; ++k) {
        const InkPoint other = lines.points[static_cast<std::size_t>(pair[1 - k])];
        sum[static_cast<std::size_t>(pair[k])].x += other.x;
        sum[static_cast<std::size_t>(pair[k])].y += other.y;
      }
    }
    for (std::size_t i = 0; i < sum.size(); ++i) {
      if (neighbours[i] == 2) lines.points[i] = {sum[i].x / 3, sum[i].y / 3};
    }
  }
}

}  // namespace

Coverage redraw(const Coverage& ink, float pen_width) {
  Bitmap bitmap{};
  for (int y = 0; y < kPictureSide; ++y) {
    for (int x = 0; x < kPictureSide; ++x) {
      bitmap[static_cast<std::size_t>((y + kRim) * kStride + x + kRim)] =
          ink[static_cast<std::size_t>(y) * kPictureSide + x] >= 0.4f ? 1 : 0;
    }
  }
  thin(bitmap);
  Lines lines = lines_of(bitmap);
  smooth(lines);
  Coverage drawn{};
  // A point with no neighbour is a dot.
  for (const InkPoint& p : lines.points) draw_line(drawn, p, p, pen_width);
  for (const auto& [a, b] : lines.joined) {
    draw_line(drawn, lines.points[static_cast<std::size_t>(a)],
              lines.points[static_cast<std::size_t>(b)], pen_width);
  }
  return drawn;
}

}  // namespace inkling

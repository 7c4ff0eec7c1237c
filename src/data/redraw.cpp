#include "data/redraw.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "data/pen_path.h"

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
// edge, ends no line and connects nothing. Bit i of `around` says whether neighbour i is ink.
constexpr bool is_rind(unsigned around, bool second_half) {
  const auto ink_at = [&](int i) { return static_cast<int>(around >> (i % 8) & 1); };
  int ink = 0, edges = 0;
  for (int i = 0; i < 8; ++i) {
    ink += ink_at(i);
    edges += ink_at(i) < ink_at(i + 1) ? 1 : 0;
  }
  if (ink < 2 || ink > 6 || edges != 1) return false;
  const int above = ink_at(0), right = ink_at(2), below = ink_at(4), left = ink_at(6);
  return second_half ? above * right * left == 0 && above * below * left == 0
                     : above * right * below == 0 && right * below * left == 0;
}

// It has an element for each half and each way to be surrounded.
constexpr std::array<std::array<bool, 256>, 2> kRind = [] {
  std::array<std::array<bool, 256>, 2> rind{};
  for (unsigned around = 0; around < 256; ++around) {
    rind[0][around] = is_rind(around, false);
    rind[1][around] = is_rind(around, true);
  }
  return rind;
}();

unsigned around(const std::uint8_t* pixel) {
  unsigned bits = 0;
  for (unsigned i = 0; i < 8; ++i) bits |= static_cast<unsigned>(pixel[kAround[i]]) << i;
  return bits;
}

void thin(Bitmap& bitmap) {
  std::vector<int> ink, rind;
  for (int i = 0; i < kStride * kStride; ++i) {
    if (bitmap[static_cast<std::size_t>(i)] != 0) ink.push_back(i);
  }
  for (std::size_t quiet = 0, half = 0; quiet < 2; half = 1 - half) {
    rind.clear();
    for (const int i : ink) {
      if (kRind[half][around(bitmap.data() + i)]) rind.push_back(i);
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

// A Bend moves points by up to some pixels, those that are close to each other alike.
class Bend {
 public:
  explicit Bend(Random& random) {
    for (Wave& wave : waves_) {
      const float angle = uniform(random, 0, kTurn);
      const float frequency = kTurn / uniform(random, 12, 30);
      wave.along = {frequency * std::cos(angle), frequency * std::sin(angle)};
      wave.phase = uniform(random, 0, kTurn);
      const float way = uniform(random, 0, kTurn);
      const float size = uniform(random, 0, 1.1f);
      wave.move = {size * std::cos(way), size * std::sin(way)};
    }
  }

  InkPoint operator()(InkPoint p) const {
    InkPoint moved = p;
    for (const Wave& wave : waves_) {
      const float share = std::sin(wave.along.x * p.x + wave.along.y * p.y + wave.phase);
      moved.x += share * wave.move.x;
      moved.y += share * wave.move.y;
    }
    return moved;
  }

 private:
  static constexpr float kTurn = 2 * std::numbers::pi_v<float>;
  struct Wave {
    InkPoint along, move;
    float phase = 0;
  };
  std::array<Wave, 3> waves_;
};

}  // namespace

Drawing strokes_of(std::span<const std::uint8_t> picture) {
  constexpr int kInk = 100;
  Bitmap bitmap{};
  for (int y = 0; y < kPictureSide; ++y) {
    for (int x = 0; x < kPictureSide; ++x) {
      bitmap[static_cast<std::size_t>((y + kRim) * kStride + x + kRim)] =
          picture[static_cast<std::size_t>(y) * kPictureSide + x] >= kInk ? 1 : 0;
    }
  }
  thin(bitmap);
  Lines lines = lines_of(bitmap);
  smooth(lines);
  Drawing drawing;
  for (const auto& [a, b] : lines.joined) {
    drawing.push_back(
        {lines.points[static_cast<std::size_t>(a)], lines.points[static_cast<std::size_t>(b)]});
  }
  return drawing;
}

Picture redraw(std::span<const std::uint8_t> picture, Random& random) {
  Drawing drawing = strokes_of(picture);
  const Bend bend(random);
  for (Stroke& stroke : drawing) {
    for (InkPoint& p : stroke) p = bend(p);
  }
  write_by_hand(drawing, kAnotherHand, random);
  return picture_of(drawing);
}

}  // namespace inkling

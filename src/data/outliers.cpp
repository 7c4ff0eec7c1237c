#include "data/outliers.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace inkling {
namespace {

constexpr float kTurn = 2 * std::numbers::pi_v<float>;

int below(Random& random, int bound) {
  return static_cast<int>(random.below(static_cast<std::uint32_t>(bound)));
}
InkPoint anywhere(Random& random) { return {uniform(random, 0, 1), uniform(random, 0, 1)}; }

// Returns the way of a hand that goes to and fro without a plan. One short bend would be a one or a
// seven.
Drawing scribble(Random& random) {
  Drawing drawing;
  const int strokes = 1 + below(random, 3);
  for (int s = 0; s < strokes; ++s) {
    const int points = (strokes == 1 ? 5 : 2) + below(random, 6);
    Stroke& stroke = drawing.emplace_back();
    for (int i = 0; i < points; ++i) stroke.push_back(anywhere(random));
  }
  return drawing;
}

// Returns a triangle or a square: with more corners it might be an angular zero.
Drawing polygon(Random& random) {
  const int corners = 3 + below(random, 2);
  const float start = uniform(random, 0, kTurn);
  Stroke outline;
  for (int i = 0; i <= corners; ++i) {
    const float angle =
        start + kTurn * static_cast<float>(i % corners) / static_cast<float>(corners);
    outline.push_back({std::cos(angle), std::sin(angle)});
  }
  // Some have a line through them.
  if (below(random, 3) == 0) return {outline, {outline[0], outline[2]}};
  return {outline};
}

// Returns two to four lines through one point: a cross or a star.
Drawing crossing(Random& random) {
  const int lines = 2 + below(random, 3);
  const float start = uniform(random, 0, kTurn);
  Drawing drawing;
  for (int i = 0; i < lines; ++i) {
    const float angle = start + kTurn / 2 * static_cast<float>(i) / static_cast<float>(lines);
    const float length = uniform(random, 0.7f, 1);
    drawing.push_back({{-length * std::cos(angle), -length * std::sin(angle)},
                       {length * std::cos(angle), length * std::sin(angle)}});
  }
  return drawing;
}

// Returns a line that winds around itself.
Drawing spiral(Random& random) {
  const float turns = uniform(random, 1.6f, 3.5f);
  const float way = below(random, 2) == 0 ? 1 : -1;
  const float start = uniform(random, 0, kTurn);
  Stroke stroke;
  for (int i = 0; i <= 40; ++i) {
    const float t = static_cast<float>(i) / 40;
    const float angle = start + t * way * turns * kTurn;
    stroke.push_back({(0.1f + t) * std::cos(angle), (0.1f + t) * std::sin(angle)});
  }
  return {stroke};
}

// Returns a wave, upright or lying, with more bends than a three has.
Drawing wave(Random& random) {
  const float bends = uniform(random, 3.6f, 6);
  const float height = uniform(random, 0.1f, 0.3f);
  const bool upright = below(random, 2) == 0;
  Stroke stroke;
  for (int i = 0; i <= 40; ++i) {
    const float t = static_cast<float>(i) / 40;
    const float side = height * std::sin(t * bends * kTurn / 2);
    stroke.push_back(upright ? InkPoint{side, t} : InkPoint{t, side});
  }
  return {stroke};
}

// These capital letters look like no digit. They lie on a grid of 3 by 3 corners: "048" goes from
// the upper left through the middle to the lower right, and a space lifts the pen.
//   0 1 2
//   3 4 5
//   6 7 8
constexpr const char* kLetters[] = {"617 35", "2068 35", "0 06 35 28", "60428",    "02 17",
                                    "08 26",  "047 24",  "603428",     "20368 35", "0628 35"};

Drawing letter(Random& random) {
  Drawing drawing(1);
  for (const char* c = kLetters[below(random, static_cast<int>(std::size(kLetters)))]; *c != 0;
       ++c) {
    if (*c == ' ') {
      drawing.emplace_back();
      continue;
    }
    const int corner = *c - '0';
    drawing.back().push_back({static_cast<float>(corner % 3) / 2 + uniform(random, -0.08f, 0.08f),
                              static_cast<float>(corner / 3) / 2 + uniform(random, -0.08f, 0.08f)});
  }
  return drawing;
}

// Moves every point by the same stretch, slant and turn.
void distort(Drawing& drawing, Random& random) {
  const float angle = uniform(random, -0.25f, 0.25f);
  const float slant = uniform(random, -0.3f, 0.3f);
  const float wide = uniform(random, 0.6f, 1.3f);
  const float c = std::cos(angle), s = std::sin(angle);
  for (Stroke& stroke : drawing) {
    for (InkPoint& p : stroke) {
      const float x = wide * p.x + slant * p.y;
      p = {c * x - s * p.y, s * x + c * p.y};
    }
  }
}

// Returns the digit twice, side by side, each with half the width.
Picture two_digits(std::span<const std::uint8_t> digit) {
  Picture picture{};
  for (int y = 0; y < kPictureSide; ++y) {
    const std::uint8_t* row = digit.data() + y * kPictureSide;
    for (int x = 0; x < kPictureSide / 2; ++x) {
      const auto both = static_cast<std::uint8_t>((row[2 * x] + row[2 * x + 1] + 1) / 2);
      picture[static_cast<std::size_t>(y * kPictureSide + x)] = both;
      picture[static_cast<std::size_t>(y * kPictureSide + kPictureSide / 2 + x)] = both;
    }
  }
  return picture;
}

}  // namespace

Picture make_outlier(std::span<const std::uint8_t> digit, Random& random) {
  using Maker = Drawing (*)(Random&);
  constexpr Maker kMakers[] = {scribble, scribble, polygon, crossing, spiral, wave, letter, letter};
  constexpr int kKinds = static_cast<int>(std::size(kMakers));
  const int kind = below(random, kKinds + 1);
  if (kind == kKinds) return two_digits(digit);
  Drawing drawing = kMakers[kind](random);
  distort(drawing, random);
  return picture_of(drawing);
}

}  // namespace inkling

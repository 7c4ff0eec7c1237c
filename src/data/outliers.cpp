#include "data/outliers.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/classes.h"
#include "data/digit_forms.h"
#include "data/pen_path.h"
#include "data/signs.h"

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

// Returns an outline that is no ring: of five straight sides, or with three to six bulges.
Drawing outline(Random& random) {
  const bool straight = below(random, 2) == 0;
  const int corners = straight ? 5 : 48;
  const int bulges = 3 + below(random, 4);
  const float depth = uniform(random, 0.22f, 0.45f);
  const float start = uniform(random, 0, kTurn);
  Stroke closed;
  for (int i = 0; i < corners; ++i) {
    const float angle = start + kTurn * static_cast<float>(i) / static_cast<float>(corners);
    const float radius = straight ? uniform(random, 0.6f, 1)
                                  : 1 + depth * std::cos(static_cast<float>(bulges) * angle);
    closed.push_back({radius * std::cos(angle), radius * std::sin(angle)});
  }
  closed.push_back(closed.front());
  return {closed};
}

// Returns one to three dots, each a little smeared unless it is alone.
Drawing dots(Random& random) {
  const int count = 1 + below(random, 3);
  if (count == 1) return {{anywhere(random)}};
  Drawing drawing;
  for (int i = 0; i < count; ++i) {
    const InkPoint at = anywhere(random);
    drawing.push_back({at, {at.x + uniform(random, -0.05f, 0.05f), at.y}});
  }
  return drawing;
}

// Returns one to three level lines, one below the other.
Drawing dashes(Random& random) {
  const int count = 1 + below(random, 3);
  Drawing drawing;
  for (int i = 0; i < count; ++i) {
    const float y = static_cast<float>(i) * uniform(random, 0.25f, 0.45f);
    const float bend = uniform(random, -0.06f, 0.06f);
    drawing.push_back({{uniform(random, 0, 0.2f), y},
                       {0.5f, y + bend},
                       {uniform(random, 0.8f, 1), y + uniform(random, -0.1f, 0.1f)}});
  }
  return drawing;
}

// Returns three to six lines, arcs and loops of any size anywhere. Fewer might be a digit.
Drawing figure(Random& random) {
  const int parts = 3 + below(random, 4);
  Drawing drawing;
  for (int i = 0; i < parts; ++i) {
    const InkPoint at = anywhere(random);
    const float start = uniform(random, 0, kTurn);
    const float radius = uniform(random, 0.12f, 0.45f);
    const int shape = below(random, 4);
    Stroke& stroke = drawing.emplace_back();
    if (shape < 2) {
      // Most of a figure's lines are level or upright.
      const float angle = shape == 0 ? start : kTurn / 4 * static_cast<float>(below(random, 2));
      const float x = radius * std::cos(angle), y = radius * std::sin(angle);
      stroke = {{at.x - x, at.y - y}, {at.x + x, at.y + y}};
      continue;
    }
    const float sweep = shape == 2 ? uniform(random, 0.3f, 0.7f) : 1;
    for (int k = 0; k <= 16; ++k) {
      const float angle = start + sweep * kTurn * static_cast<float>(k) / 16;
      stroke.push_back({at.x + radius * std::cos(angle), at.y + radius * std::sin(angle)});
    }
  }
  return drawing;
}

// Returns a closed outline with one to three smaller figures in it.
Drawing filled_outline(Random& random) {
  Drawing drawing = below(random, 2) == 0 ? polygon(random) : outline(random);
  const int parts = 1 + below(random, 3);
  for (int i = 0; i < parts; ++i) {
    const InkPoint at = {uniform(random, -0.5f, 0.5f), uniform(random, -0.5f, 0.5f)};
    const float size = uniform(random, 0.1f, 0.35f);
    const Drawing part = below(random, 2) == 0 ? crossing(random) : outline(random);
    for (const Stroke& stroke : part) {
      Stroke& moved = drawing.emplace_back();
      for (const InkPoint& p : stroke) moved.push_back({at.x + size * p.x, at.y + size * p.y});
    }
  }
  return drawing;
}

// Returns lines that go out from a ring or a dot to all sides.
Drawing rays(Random& random) {
  const int count = 4 + below(random, 5);
  const float inner = uniform(random, 0.1f, 0.5f);
  const float gap = uniform(random, 0, 0.2f);
  const float start = uniform(random, 0, kTurn);
  Drawing drawing(1);
  for (int i = 0; i <= 20; ++i) {
    const float angle = kTurn * static_cast<float>(i) / 20;
    drawing.front().push_back({inner * std::cos(angle), inner * std::sin(angle)});
  }
  for (int i = 0; i < count; ++i) {
    const float angle = start + kTurn * static_cast<float>(i) / static_cast<float>(count);
    const float from = inner + gap, to = from + uniform(random, 0.3f, 0.6f);
    drawing.push_back({{from * std::cos(angle), from * std::sin(angle)},
                       {to * std::cos(angle), to * std::sin(angle)}});
  }
  return drawing;
}

// Returns four to eight level, upright and slanting lines on a grid, as in Chinese characters.
Drawing lattice(Random& random) {
  const int count = 4 + below(random, 5);
  Drawing drawing;
  for (int i = 0; i < count; ++i) {
    const float across = static_cast<float>(below(random, 4)) / 3 + uniform(random, -0.05f, 0.05f);
    const float from = uniform(random, 0, 0.4f), to = uniform(random, 0.6f, 1);
    const float lean = uniform(random, -0.06f, 0.06f);
    const int way = below(random, 5);
    if (way < 2) {
      drawing.push_back({{from, across + lean}, {to, across - lean}});
    } else if (way < 4) {
      drawing.push_back({{across + lean, from}, {across - lean, to}});
    } else {
      drawing.push_back({{0.5f + lean, from}, {across, to}});
    }
  }
  return drawing;
}

// Lays drawings side by side, each as high as the others.
Drawing in_a_row(const std::vector<Drawing>& drawings, Random& random) {
  Drawing row;
  float right = 0;
  for (const Drawing& one : drawings) {
    const Bounds bounds = bounds_of(one);
    const float scale = 1 / std::max(bounds.longer_side(), 0.01f);
    const float drop = uniform(random, -0.1f, 0.1f);
    for (const Stroke& stroke : one) {
      Stroke& moved = row.emplace_back();
      for (const InkPoint& p : stroke) {
        moved.push_back(
            {right + (p.x - bounds.low.x) * scale, drop + (p.y - bounds.low.y) * scale});
      }
    }
    right += (bounds.high.x - bounds.low.x) * scale + uniform(random, 0.05f, 0.3f);
  }
  return row;
}

Drawing word(Random& random) {
  std::vector<Drawing> letters(2 + static_cast<std::size_t>(below(random, 2)));
  for (Drawing& one : letters) one = draw_letter(random);
  return in_a_row(letters, random);
}

Drawing number(Random& random) {
  std::vector<Drawing> digits(2 + static_cast<std::size_t>(below(random, 4) == 0));
  for (Drawing& one : digits) one = draw_digit(below(random, kDigits), random);
  return in_a_row(digits, random);
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
  constexpr Maker kMakers[] = {
      scribble,  scribble,    polygon,     crossing,    spiral,      wave,           outline,
      outline,   dots,        dashes,      figure,      figure,      filled_outline, rays,
      lattice,   draw_letter, draw_letter, draw_letter, draw_letter, draw_sign,      draw_sign,
      draw_sign, draw_sign,   draw_sign,   word,        number,      number};
  constexpr int kKinds = static_cast<int>(std::size(kMakers));
  const int kind = below(random, kKinds + 1);
  if (kind == kKinds) return two_digits(digit);
  Drawing drawing = kMakers[kind](random);
  // A dash that is turned far is a one.
  write_by_hand(drawing, {.turn = 0.3f, .slant = 0.25f, .narrow = 0.4f}, random);
  return picture_of(drawing);
}

}  // namespace inkling

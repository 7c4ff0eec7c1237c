#include "data/pen_path.h"

#include <cmath>

namespace inkling {
namespace {

// A bend between two points has this many pieces.
constexpr int kPieces = 5;

struct Knot {
  InkPoint at;
  bool corner = false;
};

// Returns a point of the Catmull-Rom spline between b and c, with a before and d after them.
InkPoint between(InkPoint a, InkPoint b, InkPoint c, InkPoint d, float t) {
  const float t2 = t * t, t3 = t2 * t;
  const float wa = (-t3 + 2 * t2 - t) / 2, wb = (3 * t3 - 5 * t2 + 2) / 2;
  const float wc = (-3 * t3 + 4 * t2 + t) / 2, wd = (t3 - t2) / 2;
  return {wa * a.x + wb * b.x + wc * c.x + wd * d.x, wa * a.y + wb * b.y + wc * c.y + wd * d.y};
}

// A bend neither enters nor leaves a corner in the direction of what lies beyond it.
Stroke through(const std::vector<Knot>& knots) {
  Stroke stroke = {knots.front().at};
  for (std::size_t i = 0; i + 1 < knots.size(); ++i) {
    const Knot &from = knots[i], &to = knots[i + 1];
    const InkPoint before = i == 0 || from.corner ? from.at : knots[i - 1].at;
    const InkPoint after = i + 2 == knots.size() || to.corner ? to.at : knots[i + 2].at;
    for (int k = 1; k <= kPieces; ++k) {
      const float t = static_cast<float>(k) / kPieces;
      stroke.push_back(between(before, from.at, to.at, after, t));
    }
  }
  return stroke;
}

}  // namespace

Drawing draw_path(const char* path, float tremble, Random& random) {
  constexpr float kGridSide = 9;
  Drawing drawing;
  std::vector<Knot> knots;
  for (const char* c = path; *c != 0;) {
    if (*c == ' ') {
      ++c;
    } else if (*c == '|') {
      drawing.push_back(through(knots));
      knots.clear();
      ++c;
    } else if (*c == '!') {
      knots.back().corner = true;
      ++c;
    } else {
      const float x =
          static_cast<float>(c[0] - '0') / kGridSide + uniform(random, -tremble, tremble);
      const float y =
          static_cast<float>(c[1] - '0') / kGridSide + uniform(random, -tremble, tremble);
      knots.push_back({{x, y}});
      c += 2;
    }
  }
  drawing.push_back(through(knots));
  return drawing;
}

void write_by_hand(Drawing& drawing, const Hand& hand, Random& random) {
  const float turn = uniform(random, -1, 1);
  const float angle = hand.turn * turn * std::abs(turn);
  const float slant = uniform(random, -hand.slant, hand.slant);
  const float width = uniform(random, 1 - hand.narrow, 1 + hand.wide);
  const float c = std::cos(angle), s = std::sin(angle);
  for (Stroke& stroke : drawing) {
    for (InkPoint& p : stroke) {
      const float x = width * p.x - slant * p.y;
      p = {c * x - s * p.y, s * x + c * p.y};
    }
  }
}

}  // namespace inkling

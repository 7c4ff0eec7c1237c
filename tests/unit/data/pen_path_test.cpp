#include "data/pen_path.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace inkling;

namespace {

Drawing path(const char* text, float tremble = 0, std::uint64_t seed = 1) {
  Random random(seed, 1);
  return draw_path(text, tremble, random);
}

bool passes(const Stroke& stroke, InkPoint point) {
  return std::any_of(stroke.begin(), stroke.end(),
                     [&](InkPoint p) { return std::hypot(p.x - point.x, p.y - point.y) < 1e-5f; });
}

}  // namespace

TEST_CASE("a path goes through its points, and a bar lifts the pen") {
  const Drawing drawing = path("00 90 99|05 95");
  REQUIRE(drawing.size() == 2);
  for (const InkPoint p : {InkPoint{0, 0}, InkPoint{1, 0}, InkPoint{1, 1}}) {
    CHECK(passes(drawing[0], p));
  }
  CHECK(drawing[1].front().x == 0);
  CHECK(drawing[1].back().y == doctest::Approx(5.0 / 9));
}

TEST_CASE("a bend swings beyond its points, and a corner does not") {
  const auto right = [](const Stroke& stroke) {
    return std::max_element(stroke.begin(), stroke.end(),
                            [](InkPoint a, InkPoint b) { return a.x < b.x; })
        ->x;
  };
  CHECK(right(path("00 80 88 08")[0]) > 8.0f / 9 + 0.01f);
  CHECK(right(path("00 80! 88! 08")[0]) == doctest::Approx(8.0 / 9));
}

TEST_CASE("a path trembles as far as it is told, by the same numbers in the same way") {
  CHECK(path("00 99", 0.1f, 5) == path("00 99", 0.1f, 5));
  CHECK(path("00 99", 0.1f, 5) != path("00 99", 0.1f, 6));
  float farthest = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const InkPoint end = path("00 99", 0.1f, seed)[0].back();
    farthest = std::max({farthest, std::abs(end.x - 1), std::abs(end.y - 1)});
  }
  CHECK(farthest > 0.08f);
  CHECK(farthest <= 0.1001f);
}

TEST_CASE("hands turn little more often than far, and to both sides") {
  int far = 0, left = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    Random random(seed, 1);
    Drawing drawing = {{{0, 0}, {1, 0}}};
    write_by_hand(drawing, {.turn = 0.6f, .slant = 0, .narrow = 0, .wide = 0}, random);
    const float angle = std::atan2(drawing[0][1].y, drawing[0][1].x);
    CHECK(std::abs(angle) < 0.601f);
    far += std::abs(angle) > 0.3f ? 1 : 0;
    left += angle < 0 ? 1 : 0;
  }
  CHECK(far > 200);
  CHECK(far < 400);
  CHECK(left > 400);
  CHECK(left < 600);
}

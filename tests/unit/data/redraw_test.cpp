#include "data/redraw.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <numeric>

using namespace inkling;

namespace {

// Draws lines from corner to corner with a pen of some width.
Picture drawn(const Stroke& corners, float pen_width) {
  Coverage coverage{};
  for (std::size_t i = 1; i < corners.size(); ++i) {
    draw_line(coverage, corners[i - 1], corners[i], pen_width);
  }
  Picture picture{};
  for (std::size_t i = 0; i < picture.size(); ++i) {
    picture[i] = static_cast<std::uint8_t>(coverage[i] * 255);
  }
  return picture;
}

Stroke ring(float radius) {
  Stroke stroke;
  for (int i = 0; i <= 40; ++i) {
    const float angle = static_cast<float>(i) * std::numbers::pi_v<float> / 20;
    stroke.push_back({14 + radius * std::cos(angle), 14 + radius * std::sin(angle)});
  }
  return stroke;
}

double ink(const Picture& picture) {
  return std::accumulate(picture.begin(), picture.end(), 0.0) / 255;
}

}  // namespace

TEST_CASE("a thick line becomes a thin one along its middle") {
  for (const float width : {1.5f, 3.0f, 5.0f}) {
    const Drawing strokes = strokes_of(drawn({{14, 5}, {14, 23}}, width));
    REQUIRE_FALSE(strokes.empty());
    for (const Stroke& stroke : strokes) {
      for (const InkPoint& p : stroke) CHECK(std::abs(p.x - 14) <= 1);
    }
    CHECK(bounds_of(strokes).longer_side() > 12);
  }
}

TEST_CASE("a ring stays closed: each of its points has two neighbours") {
  const Drawing strokes = strokes_of(drawn(ring(8), 4));
  for (const Stroke& stroke : strokes) {
    for (const InkPoint& end : stroke) {
      int touching = 0;
      for (const Stroke& other : strokes) {
        for (const InkPoint& p : other) touching += p == end ? 1 : 0;
      }
      CHECK(touching == 2);
      CHECK(std::hypot(end.x - 14, end.y - 14) == doctest::Approx(8).epsilon(0.1));
    }
  }
}

TEST_CASE(
    "what is drawn anew is as thick whatever the pen was, another each time, the same with the "
    "same numbers") {
  const auto anew = [](float width, std::uint64_t seed) {
    Random random(seed, 1);
    return redraw(drawn({{8, 5}, {18, 5}, {11, 23}}, width), random);
  };
  CHECK(anew(3, 1) == anew(3, 1));
  CHECK(anew(3, 1) != anew(3, 2));
  double thin = 0, thick = 0;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    thin += ink(anew(1.5f, seed));
    thick += ink(anew(4, seed));
  }
  CHECK(thick / thin == doctest::Approx(1).epsilon(0.12));
  Random random(1, 1);
  CHECK(redraw(Picture{}, random) == Picture{});
}

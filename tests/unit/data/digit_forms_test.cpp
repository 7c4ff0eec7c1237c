#include "data/digit_forms.h"

#include <doctest/doctest.h>

#include <set>

#include "base/classes.h"

using namespace inkling;

TEST_CASE(
    "every digit has several forms, each drawn within some size, with strokes that are seen") {
  for (int digit = 0; digit < kDigits; ++digit) {
    std::set<std::size_t> points;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      Random random(seed, 1), again(seed, 1);
      const Drawing drawing = draw_digit(digit, random);
      CHECK(drawing == draw_digit(digit, again));
      REQUIRE_FALSE(drawing.empty());
      std::size_t count = 0;
      for (const Stroke& stroke : drawing) {
        CHECK(stroke.size() > 1);
        count = 1000 * count + stroke.size();
      }
      points.insert(count);
      const Bounds bounds = bounds_of(drawing);
      CHECK(bounds.longer_side() > 0.5f);
      CHECK(bounds.longer_side() < 2);
    }
    INFO(digit);
    CHECK(points.size() >= 3);
  }
}

TEST_CASE("some sevens are barred, some zeros have a line through them, some fives two strokes") {
  for (const int digit : {0, 5, 7}) {
    int two = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      Random random(seed, 1);
      two += draw_digit(digit, random).size() == 2 ? 1 : 0;
    }
    INFO(digit);
    CHECK(two > 60);
    CHECK(two < 160);
  }
}

#include "data/drawn_number.h"

#include <doctest/doctest.h>

using namespace inkling;

namespace {

const Drawing kOne = {{{0.5f, 0}, {0.5f, 1}}};
const Drawing kDrawnSeven = {{{0, 0}, {0.6f, 0}, {0.2f, 1}}};
// A bow with a stem.
const Drawing kFour = {{{0.3f, 0}, {0, 0.6f}, {0.6f, 0.6f}}, {{0.45f, 0.3f}, {0.45f, 1}}};
// A body with a hat of its own.
const Drawing kFive = {{{0.1f, 0}, {0.05f, 0.45f}, {0.5f, 0.6f}, {0.4f, 1}, {0, 0.95f}},
                       {{0.12f, 0.02f}, {0.55f, 0}}};

void add(Drawing& number, const Drawing& digit, float x) {
  for (Stroke stroke : digit) {
    for (InkPoint& point : stroke) point.x += x;
    number.push_back(stroke);
  }
}

}  // namespace

TEST_CASE("one digit is one piece, however many strokes it has") {
  for (const Drawing& digit : {kOne, kDrawnSeven, kFour, kFive}) {
    CHECK(side_by_side(digit).size() == 1);
    CHECK(side_by_side(digit)[0].size() == digit.size());
  }
}

TEST_CASE("digits side by side are parted, from left to right, in whatever order they came") {
  Drawing number;
  add(number, kOne, 2);
  add(number, kFour, 0);
  add(number, kFive, 1);
  const std::vector<Drawing> digits = side_by_side(number);
  REQUIRE(digits.size() == 3);
  CHECK(digits[0].size() == 2);
  CHECK(digits[1].size() == 2);
  CHECK(digits[2].size() == 1);
  CHECK(digits[2][0][0].x == 2.5f);
}

TEST_CASE("two ones are two, and a hat that was drawn last finds its digit") {
  Drawing number;
  add(number, kOne, 0);
  add(number, kOne, 0.6f);
  CHECK(side_by_side(number).size() == 2);
  Drawing late;
  add(late, {kFive[0]}, 0);
  add(late, kDrawnSeven, 1);
  add(late, {kFive[1]}, 0);
  REQUIRE(side_by_side(late).size() == 2);
  CHECK(side_by_side(late)[0].size() == 2);
}

TEST_CASE("a dot belongs to what is nearest, and nothing at all is one piece") {
  Drawing number;
  add(number, kDrawnSeven, 0);
  add(number, kDrawnSeven, 1);
  number.push_back({{1.85f, 1}});
  REQUIRE(side_by_side(number).size() == 2);
  CHECK(side_by_side(number)[1].size() == 2);
  CHECK(side_by_side({}).size() == 1);
  CHECK(side_by_side({{{0, 0}}, {{1, 0}}}).size() >= 1);
}

#include "data/sheet/sheet_strokes.h"

#include <doctest/doctest.h>

#include "data/sheet/sheet_ink.h"
#include "unit/data/sheet/paper.h"

using namespace inkling;

namespace {

GreyPlane mask_of_ink(const GreyPlane& paper) {
  GreyPlane mask(paper.width, paper.height);
  for (std::size_t i = 0; i < mask.values.size(); ++i)
    mask.values[i] = paper.values[i] < 128 ? 1 : 0;
  return mask;
}

Drawing drawing_on(const GreyPlane& paper) {
  const auto parts = parts_of(mask_of_ink(paper), 1);
  REQUIRE(parts.size() == 1);
  return strokes_of(paper, parts[0]);
}

float length_of(const Stroke& stroke) {
  float length = 0;
  for (std::size_t i = 1; i < stroke.size(); ++i) {
    length += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
  }
  return length;
}

}  // namespace

TEST_CASE("thin ink is a pixel wide and as connected as before") {
  GreyPlane paper = white_paper(80, 80);
  write_on(paper, ring(40, 40, 25, 30), 9);
  GreyPlane mask = mask_of_ink(paper);
  make_thin(mask);
  CHECK(parts_of(mask, 1).size() == 1);
  int pixels = 0;
  for (int y = 0; y + 1 < 80; ++y) {
    for (int x = 0; x + 1 < 80; ++x) {
      pixels += mask.at(x, y);
      CHECK(mask.at(x, y) + mask.at(x + 1, y) + mask.at(x, y + 1) + mask.at(x + 1, y + 1) < 4);
    }
  }
  CHECK(pixels > 120);
  CHECK(pixels < 190);
  // It still goes all the way around.
  const Drawing drawing = followed(mask, distance_to_paper(mask));
  REQUIRE(drawing.size() == 1);
  CHECK(drawing[0].front() == drawing[0].back());
}

TEST_CASE("the distance to paper is that of a ruler to a tenth") {
  GreyPlane mask(41, 41, 1);
  for (int i = 0; i < 41; ++i) mask.at(i, 0) = mask.at(0, i) = mask.at(i, 40) = mask.at(40, i) = 0;
  const Plane<float> distance = distance_to_paper(mask);
  CHECK(distance.at(0, 20) == 0);
  CHECK(distance.at(20, 20) == doctest::Approx(20).epsilon(0.1));
  CHECK(distance.at(3, 20) == doctest::Approx(3).epsilon(0.1));
}

TEST_CASE("a pen goes straight on where lines cross") {
  GreyPlane paper = white_paper(200, 200);
  write_on(paper, {{40, 100}, {160, 100}}, 8);
  write_on(paper, {{100, 40}, {100, 160}}, 8);
  const Drawing drawing = drawing_on(paper);
  REQUIRE(drawing.size() == 2);
  for (const Stroke& stroke : drawing)
    CHECK(length_of(stroke) == doctest::Approx(120).epsilon(0.1));
}

TEST_CASE("a ring is one stroke that ends where it began") {
  GreyPlane paper = white_paper(200, 200);
  write_on(paper, ring(100, 100, 50, 70), 8);
  const Drawing drawing = drawing_on(paper);
  REQUIRE(drawing.size() == 1);
  CHECK(drawing[0].front() == drawing[0].back());
  const Bounds bounds = bounds_of(drawing);
  CHECK(bounds.low.x == doctest::Approx(50).epsilon(0.05));
  CHECK(bounds.high.x == doctest::Approx(150).epsilon(0.05));
  CHECK(bounds.low.y == doctest::Approx(30).epsilon(0.05));
}

TEST_CASE("bumps of a line's edge are no strokes") {
  GreyPlane paper = white_paper(200, 200);
  write_on(paper, {{100, 30}, {100, 170}}, 14);
  write_on(paper, {{106, 90}, {110, 90}}, 3);
  CHECK(drawing_on(paper).size() == 1);
}

TEST_CASE("the width of the pen does not matter to what is drawn") {
  Picture thin, broad;
  for (const float width : {3.0f, 16.0f}) {
    GreyPlane paper = white_paper(200, 200);
    write_on(paper, {{60, 40}, {140, 40}, {90, 165}}, width);
    (width < 10 ? thin : broad) = picture_of(drawing_on(paper));
  }
  int difference = 0;
  for (std::size_t i = 0; i < thin.size(); ++i) difference += std::abs(thin[i] - broad[i]);
  int ink = 0;
  for (const std::uint8_t value : thin) ink += value;
  CHECK(difference < 0.35 * ink);
}

TEST_CASE("a loop that the pen has filled is drawn as one") {
  GreyPlane paper = white_paper(200, 200);
  write_on(paper, {{110, 30}, {92, 125}}, 8);
  write_on(paper, {{92, 140}, {92, 141}}, 40);
  const Drawing drawing = drawing_on(paper);
  REQUIRE(drawing.size() >= 2);
  CHECK(drawing.back().front().x == doctest::Approx(drawing.back().back().x));
  CHECK(length_of(drawing.back()) > 60);
}

TEST_CASE("grain leaves no loops in pencil") {
  GreyPlane paper = white_paper(200, 200);
  write_on(paper, {{100, 30}, {100, 170}}, 12);
  for (int y = 40; y < 160; y += 12) paper.at(100, y) = 255;
  CHECK(drawing_on(paper).size() == 1);
}

TEST_CASE("a dot is a stroke of a point or little more") {
  GreyPlane paper = white_paper(50, 50);
  paper.at(25, 25) = 0;
  const Drawing drawing = drawing_on(paper);
  REQUIRE(drawing.size() >= 1);
  CHECK(std::abs(drawing[0][0].x - 25.5f) < 1.5f);
}

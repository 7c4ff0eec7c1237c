#include "data/sheet/sheet_lines.h"

#include <doctest/doctest.h>

#include "data/sheet/sheet_cuts.h"
#include "unit/data/sheet/paper.h"

using namespace inkling;

namespace {

// Returns a part that fills a box.
InkPart box(int left, int top, int width, int height) {
  std::vector<InkRun> runs;
  for (int y = top; y < top + height; ++y) runs.push_back({y, left, left + width});
  return part_of(runs);
}

}  // namespace

TEST_CASE("writing is neither at the edge, nor faint, nor as long as the picture") {
  GreyPlane flat = white_paper(600, 400);
  const std::vector<InkPart> parts = {box(100, 100, 30, 60), box(200, 100, 30, 60),
                                      box(0, 50, 20, 300), box(150, 300, 400, 3),
                                      box(300, 100, 30, 60)};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (const InkRun& run : parts[i].runs) {
      for (int x = run.begin; x < run.end; ++x) flat.at(x, run.y) = i == 4 ? 200 : 50;
    }
  }
  const auto writing = writing_of(parts, flat);
  REQUIRE(writing.size() == 2);
  CHECK(writing[0].left == 100);
  CHECK(writing[1].left == 200);
  // A digit that was cut out closely touches the edge.
  CHECK(writing_of({parts[2]}, flat).size() == 1);
}

TEST_CASE("specks and dashes do not make writing lower") {
  std::vector<InkPart> parts = {box(0, 0, 30, 60), box(50, 0, 30, 64), box(100, 30, 60, 6)};
  for (int i = 0; i < 40; ++i) parts.push_back(box(10 * i, 200, 3, 3));
  CHECK(writing_height(parts) >= 60);
  CHECK(writing_height(parts) <= 64);
  CHECK(writing_height({}) == 0);
}

TEST_CASE("strokes of one digit are joined, and digits are not") {
  // A five with its hat on the right, then a digit, a four in two strokes, and a speck.
  const std::vector<InkPart> parts = {box(0, 20, 30, 60),   box(33, 12, 25, 6),
                                      box(90, 20, 30, 60),  box(160, 15, 8, 30),
                                      box(164, 49, 40, 30), box(300, 70, 3, 3)};
  const auto digits = joined_strokes(parts, 60);
  REQUIRE(digits.size() == 3);
  CHECK(digits[0].width() == 58);
  CHECK(digits[1].left == 90);
  CHECK(digits[2].height() == 64);
  // One line below the other: each keeps its digit.
  CHECK(joined_strokes({box(0, 0, 30, 60), box(0, 70, 30, 60)}, 60).size() == 2);
}

TEST_CASE("the gap between parts is that of their nearest pixels") {
  CHECK(gap_between(box(0, 0, 10, 10), box(15, 0, 10, 10), 100) == 6);
  CHECK(gap_between(box(0, 0, 10, 10), box(13, 14, 10, 10), 100) ==
        doctest::Approx(std::hypot(4, 5)));
  CHECK(gap_between(box(0, 0, 10, 10), box(90, 0, 10, 10), 20) == 20);
}

TEST_CASE("lines are found in reading order on a sheet that is turned") {
  for (const float slope : {0.0f, 0.2f, -0.2f}) {
    CAPTURE(slope);
    std::vector<InkPart> parts;
    for (int i = 7; i >= 0; --i) {
      for (int line = 2; line >= 0; --line) {
        const int x = 20 + 60 * i;
        const int y = 200 + 100 * line + static_cast<int>(slope * static_cast<float>(x));
        parts.push_back(box(x, y, 25 + line, 50));
      }
    }
    const LinesFound found = lines_of(parts, 50);
    CHECK(found.slope == doctest::Approx(slope).epsilon(0.1));
    REQUIRE(found.lines.size() == 3);
    for (int line = 0; line < 3; ++line) {
      const auto& digits = found.lines[static_cast<std::size_t>(line)];
      REQUIRE(digits.size() == 8);
      for (std::size_t i = 0; i < 8; ++i) {
        CHECK(digits[i].width() == 25 + line);
        CHECK(digits[i].left == 20 + 60 * static_cast<int>(i));
      }
    }
  }
}

TEST_CASE("two that touch are cut where little ink connects them") {
  GreyPlane paper = white_paper(200, 120);
  write_on(paper, ring(60, 60, 25, 40), 6);
  write_on(paper, ring(120, 60, 27, 40), 6);
  write_on(paper, {{85, 60}, {95, 60}}, 6);
  GreyPlane mask(200, 120);
  for (std::size_t i = 0; i < mask.values.size(); ++i)
    mask.values[i] = paper.values[i] < 128 ? 1 : 0;
  const auto parts = parts_of(mask, 1);
  REQUIRE(parts.size() == 1);
  const auto cuts = cuts_of(parts[0], 80, 4);
  REQUIRE(!cuts.empty());
  CHECK(cuts[0].ink <= 8);
  CHECK(std::abs(cuts[0].left.right - 90) <= 5);
  CHECK(cuts[0].left.area + cuts[0].right.area == parts[0].area);
  // Half as tall as a digit must each side be.
  CHECK(cuts_of(parts[0], 200, 4).empty());
}

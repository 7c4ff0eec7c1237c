#include "data/sheet/sheet_parts.h"

#include <doctest/doctest.h>

#include "unit/data/sheet/paper.h"

using namespace inkling;

TEST_CASE("ink that touches by a side or a corner is one part") {
  const auto parts = parts_of(mask_from({"##....#", "..#..#.", ".....#.", "#.....#"}), 1);
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].area == 3);
  CHECK(parts[0].left == 0);
  CHECK(parts[0].right == 3);
  CHECK(parts[0].bottom == 2);
  CHECK(parts[1].area == 4);
  CHECK(parts[1].top == 0);
  CHECK(parts[1].bottom == 4);
  CHECK(parts[2].area == 1);
}

TEST_CASE("two arms that meet below are one part, and specks are left out") {
  const auto parts = parts_of(mask_from({"#.#.#", "#.#..", "###.."}), 2);
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].area == 7);
  CHECK(parts[0].runs.size() == 5);
}

TEST_CASE("joined parts have the runs of both, from top to bottom") {
  const auto parts = parts_of(mask_from({"#..", "...", "..#"}), 1);
  REQUIRE(parts.size() == 2);
  const InkPart both = joined(parts[1], parts[0]);
  CHECK(both.area == 2);
  CHECK(both.width() == 3);
  CHECK(both.height() == 3);
  CHECK(both.runs.front().y == 0);
  CHECK(both.middle_x() == 1.5f);
}

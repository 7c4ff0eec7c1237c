#include "ui/layout.h"

#include <doctest/doctest.h>

#include <random>

namespace inkling {
namespace {

constexpr Rect kArea = {10, 20, 200, 100};

TEST_CASE("parts take their least, and share what is left") {
  const Part parts[] = {{.least = 20}, {.least = 10, .share = 1}, {.least = 10, .share = 3}};
  const Line line = lay_out(Axis::kColumn, kArea, 5, parts);
  CHECK(line.length == doctest::Approx(100));
  CHECK(line.parts[0].y == 20);
  CHECK(line.parts[0].h == 20);
  CHECK(line.parts[1].h == doctest::Approx(10 + 12.5));
  CHECK(line.parts[2].h == doctest::Approx(10 + 37.5));
  CHECK(line.parts[2].bottom() == doctest::Approx(kArea.bottom()));
  for (const Rect& part : line.parts) CHECK(part.w == kArea.w);
}

TEST_CASE("what a part does not want goes to the others") {
  const Part parts[] = {{.least = 10, .share = 1, .most = 30}, {.share = 1}};
  const Line line = lay_out(Axis::kRow, kArea, 0, parts);
  CHECK(line.parts[0].w == doctest::Approx(30));
  CHECK(line.parts[1].x == doctest::Approx(40));
  CHECK(line.parts[1].w == doctest::Approx(170));
  const Part content[] = {{.least = 10, .share = 1, .most = 30}};
  CHECK(lay_out(Axis::kRow, kArea, 0, content).length == doctest::Approx(30));
}

TEST_CASE("where there is no room the highest rank gives way first, and rank 0 stays") {
  const Part parts[] = {{.least = 40, .gives_way = 1},
                        {.least = 40},
                        {.least = 30, .gives_way = 2},
                        {.least = 30, .gives_way = 2}};
  const Line line = lay_out(Axis::kColumn, kArea, 10, parts);
  CHECK(is_shown(line.parts[0]));
  CHECK(is_shown(line.parts[1]));
  CHECK_FALSE(is_shown(line.parts[2]));
  CHECK_FALSE(is_shown(line.parts[3]));
  CHECK(line.length == 90);

  const Part stubborn[] = {{.least = 80}, {.least = 70}, {.least = 1, .gives_way = 1}};
  const Line longer = lay_out(Axis::kColumn, kArea, 10, stubborn);
  CHECK(longer.length == 160);
  CHECK(longer.parts[1].y == 110);
  CHECK_FALSE(is_shown(longer.parts[2]));
}

TEST_CASE("a part that wants nothing has no gap either") {
  const Part parts[] = {{.least = 0}, {.least = 10}, {.least = 0}, {.least = 10}};
  const Line line = lay_out(Axis::kRow, kArea, 8, parts);
  CHECK(line.length == 28);
  CHECK(line.parts[1].x == kArea.x);
}

TEST_CASE("whatever the parts, none overlaps, and they fill the room or need more than there is") {
  std::mt19937 random(7);
  const auto upto = [&](int most) { return static_cast<float>(random() % (most + 1)); };
  for (int round = 0; round < 2000; ++round) {
    std::vector<Part> parts(1 + random() % 6);
    bool greedy = false;
    for (Part& part : parts) {
      part.least = upto(60);
      part.share = upto(3);
      if (random() % 3 == 0) part.most = part.least + upto(40);
      part.gives_way = static_cast<int>(upto(3));
      greedy = greedy || (part.share > 0 && part.most > 1e5f);
    }
    const Line line = lay_out(Axis::kColumn, kArea, 4, parts);
    float end = kArea.y - 4;
    bool shows_greedy = false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Rect& part = line.parts[i];
      if (!is_shown(part)) continue;
      CHECK(part.y >= end + 4 - 0.01f);
      CHECK(part.h >= parts[i].least - 0.01f);
      CHECK(part.h <= parts[i].most + 0.01f);
      end = part.bottom();
      shows_greedy = shows_greedy || (parts[i].share > 0 && parts[i].most > 1e5f);
    }
    if (shows_greedy && line.length < kArea.h) CHECK(line.length == doctest::Approx(kArea.h));
  }
}

TEST_CASE("tiles are as large as all of them fit, and lie in their area side by side") {
  const TileSizes sizes = {.least = 30, .largest = 90, .gap = 4, .caption = 10};
  for (int count = 1; count <= 60; ++count) {
    const Rect area = {10, 20, 300, 260};
    const TileGrid grid = fit_tiles(count, area, sizes);
    CHECK(grid.tile >= 30);
    CHECK(grid.tile <= 90);
    CHECK(grid.rows * grid.columns >= count);
    CHECK(grid.of(grid.columns - 1, area).right() <= area.right() + 0.01f);
    CHECK(grid.of(count - 1, area).bottom() + grid.caption <= area.y + grid.height());
    if (count > 1) {
      const Rect first = grid.of(0, area), second = grid.of(1, area);
      CHECK((second.x >= first.right() || second.y >= first.bottom() + grid.caption));
    }
    // What does not fit has the least tiles in as many columns as there are.
    if (grid.height() > area.h) CHECK(grid.columns == 8);
  }
  CHECK(fit_tiles(1, {0, 0, 20, 20}, sizes).columns == 1);
}

}  // namespace
}  // namespace inkling

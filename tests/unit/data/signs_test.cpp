#include "data/signs.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace inkling;

TEST_CASE("there are many letters and signs, each drawn a little differently each time") {
  for (const auto& [draw, least] : {std::pair{&draw_letter, 12U}, std::pair{&draw_sign, 24U}}) {
    std::set<std::vector<std::size_t>> shapes;  // Each holds the numbers of its strokes' points.
    std::set<Picture> pictures;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
      Random random(seed, 1), again(seed, 1);
      const Drawing drawing = draw(random);
      CHECK(drawing == draw(again));
      CHECK(bounds_of(drawing).longer_side() > 0.5f);
      CHECK(bounds_of(drawing).longer_side() < 1.5f);
      std::vector<std::size_t> shape;
      for (const Stroke& stroke : drawing) shape.push_back(stroke.size());
      shapes.insert(shape);
      pictures.insert(picture_of(drawing));
    }
    CHECK(shapes.size() >= least);
    CHECK(pictures.size() == 400);
  }
}

TEST_CASE("some signs have a dot of their own, as a question mark has") {
  int dotted = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    Random random(seed, 1);
    const Drawing drawing = draw_sign(random);
    dotted += std::any_of(drawing.begin(), drawing.end(),
                          [](const Stroke& stroke) { return stroke.size() == 1; });
  }
  CHECK(dotted > 10);
  CHECK(dotted < 120);
}

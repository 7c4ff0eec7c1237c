#include "data/sheet/sheet_ruling.h"

#include <doctest/doctest.h>

#include "data/sheet/sheet_ink.h"
#include "data/sheet/sheet_parts.h"
#include "unit/data/sheet/paper.h"

using namespace inkling;

namespace {

// Returns paper with lines that fall by `slope`, and those that are at right angles to them.
GreyPlane lined(bool squared, float slope) {
  GreyPlane paper = white_paper(600, 400);
  for (int y = 0; y < 400; ++y) {
    for (int x = 0; x < 600; ++x) {
      const float across = static_cast<float>(y) - slope * static_cast<float>(x) + 1000;
      const float down = static_cast<float>(x) + slope * static_cast<float>(y) + 1000;
      if (std::fmod(across, 50) < 2 || (squared && std::fmod(down, 50) < 2)) paper.at(x, y) = 170;
    }
  }
  return paper;
}

std::vector<InkPart> traces_on(const GreyPlane& paper) {
  const GreyPlane flat = flattened(paper);
  return parts_of(without_printed_lines(ink_mask(flat), flat), 12);
}

}  // namespace

TEST_CASE("ruled and squared paper is empty, also when it is turned") {
  for (const float slope : {0.0f, 0.05f, -0.2f}) {
    for (const bool squared : {false, true}) {
      CAPTURE(slope);
      CAPTURE(squared);
      const GreyPlane paper = lined(squared, slope);
      REQUIRE(parts_of(ink_mask(flattened(paper)), 12).size() > 0);
      // In the corners lines are too short to be known. They come in from outside.
      auto traces = traces_on(paper);
      std::erase_if(traces, [](const InkPart& part) {
        return part.left <= 1 || part.top <= 1 || part.right >= 599 || part.bottom >= 399;
      });
      CHECK(traces.empty());
    }
  }
}

TEST_CASE("a stroke across printed lines stays whole, be it as faint as they are") {
  for (const int ink : {40, 150}) {
    CAPTURE(ink);
    GreyPlane paper = lined(true, 0.05f);
    write_on(paper, {{280, 130}, {310, 260}}, 7, ink);
    const auto parts = traces_on(paper);
    REQUIRE(parts.size() == 1);
    CHECK(parts[0].height() > 125);
    CHECK(parts[0].height() < 150);
  }
}

TEST_CASE("one long line is no ruling: it may be a bar or a one") {
  GreyPlane paper = white_paper(600, 400);
  write_on(paper, {{20, 200}, {580, 200}}, 3);
  CHECK(traces_on(paper).size() == 1);
}

TEST_CASE("a strip is left as it is") {
  const GreyPlane strip(9000, 1, 1);
  CHECK(without_printed_lines(strip, strip).values == strip.values);
}

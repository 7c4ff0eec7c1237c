#include "places/shared/pad_layout.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace inkling {
namespace {

bool lies_in(const Rect& inner, const Rect& outer) {
  return inner.x >= outer.x - 0.5f && inner.right() <= outer.right() + 0.5f &&
         inner.y >= outer.y - 0.5f && inner.bottom() <= outer.bottom() + 0.5f;
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

TEST_CASE("whatever the place, the pad is a square in it, and nothing lies over anything") {
  for (float width = 250; width <= 1900; width += 50) {
    for (float height = 190; height <= 1000; height += 30) {
      const Rect area = {10, 50, width, height};
      const PadLayout layout = lay_out_pad(area, 330);
      INFO(width, " x ", height);
      CHECK(layout.pad.w == doctest::Approx(layout.pad.h));
      CHECK(layout.pad.w >= std::min(width, height) * 0.45f);
      for (const Rect& part : {layout.pad, layout.tools, layout.panel}) {
        CHECK(lies_in(part, area));
        CHECK(part.w >= 90);
        CHECK(part.h >= 44);
      }
      CHECK_FALSE(overlap(layout.pad, layout.tools));
      CHECK_FALSE(overlap(layout.pad, layout.panel));
      CHECK_FALSE(overlap(layout.tools, layout.panel));
    }
  }
}

TEST_CASE("a wide place has its panel beside the pad, a phone below it") {
  CHECK(lay_out_pad({0, 0, 1216, 700}, 330).beside);
  CHECK(lay_out_pad({0, 0, 456, 300}, 330).beside);
  CHECK_FALSE(lay_out_pad({0, 0, 366, 720}, 330).beside);
  CHECK_FALSE(lay_out_pad({0, 0, 744, 900}, 330).beside);
}

TEST_CASE("answers beside a picture have room for five columns") {
  const PadLayout layout = lay_out_picture({0, 0, 456, 300}, 380);
  CHECK(layout.beside);
  CHECK(layout.panel.w >= 190);
  CHECK_FALSE(layout.tools.w > 0);
}

}  // namespace
}  // namespace inkling

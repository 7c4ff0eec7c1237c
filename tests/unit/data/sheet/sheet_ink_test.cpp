#include "data/sheet/sheet_ink.h"

#include <doctest/doctest.h>

#include "unit/data/sheet/paper.h"

using namespace inkling;

namespace {

int ink_in(const GreyPlane& mask, int left, int top, int right, int bottom) {
  int count = 0;
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) count += mask.at(x, y);
  }
  return count;
}

// Multiplies each pixel with a light from 0 to 1.
template <class Light>
void shine(GreyPlane& plane, Light light) {
  for (int y = 0; y < plane.height; ++y) {
    for (int x = 0; x < plane.width; ++x) {
      plane.at(x, y) = static_cast<std::uint8_t>(plane.at(x, y) * light(x, y));
    }
  }
}

}  // namespace

TEST_CASE("uneven light is taken out, and the same ink is ink everywhere") {
  GreyPlane paper = white_paper(640, 480);
  write_on(paper, {{60, 200}, {60, 280}}, 6, 100);
  write_on(paper, {{580, 200}, {580, 280}}, 6, 100);
  // On the right the paper is darker than the ink is on the left.
  shine(paper, [](int x, int) { return 1.0f - 0.7f * static_cast<float>(x) / 640; });
  REQUIRE(paper.at(630, 100) < paper.at(60, 240));
  const GreyPlane flat = flattened(paper);
  CHECK(flat.at(630, 100) > 240);
  CHECK(flat.at(60, 240) == doctest::Approx(flat.at(580, 240)).epsilon(0.1));
  const GreyPlane mask = ink_mask(flat);
  CHECK(ink_in(mask, 0, 0, 640, 480) < 1300);
  CHECK(ink_in(mask, 50, 190, 70, 290) > 450);
  CHECK(ink_in(mask, 570, 190, 590, 290) > 450);
}

TEST_CASE("the dark corners of a photo are no ink") {
  GreyPlane paper = white_paper(640, 480);
  write_on(paper, {{300, 200}, {340, 280}}, 6);
  shine(paper, [](int x, int y) {
    const float u = static_cast<float>(x - 320) / 320, v = static_cast<float>(y - 240) / 320;
    return 1 - 0.4f * (u * u + v * v);
  });
  const GreyPlane mask = ink_mask(flattened(paper));
  CHECK(ink_in(mask, 290, 190, 350, 290) > 400);
  CHECK(ink_in(mask, 0, 0, 640, 100) == 0);
  CHECK(ink_in(mask, 0, 380, 640, 480) == 0);
}

TEST_CASE("what is faint beside ink is paper, and pencil alone is ink") {
  GreyPlane paper = white_paper(640, 480);
  write_on(paper, {{100, 100}, {100, 180}}, 6, 20);
  write_on(paper, {{110, 100}, {110, 180}}, 2, 190);
  const GreyPlane both = ink_mask(flattened(paper));
  CHECK(ink_in(both, 107, 110, 115, 170) == 0);
  GreyPlane pencil = white_paper(640, 480);
  write_on(pencil, {{110, 100}, {110, 180}}, 4, 190);
  CHECK(ink_in(ink_mask(flattened(pencil)), 107, 110, 115, 170) > 150);
}

TEST_CASE("light ink is told from dark ink, also in uneven light") {
  GreyPlane dark = white_paper(640, 480);
  write_on(dark, ring(300, 240, 60, 90), 12);
  GreyPlane light = dark;
  for (std::uint8_t& value : light.values) value = static_cast<std::uint8_t>(255 - value);
  CHECK_FALSE(has_light_ink(dark));
  CHECK(has_light_ink(light));
  const auto from_the_left = [](int x, int) { return 1.0f - 0.5f * static_cast<float>(x) / 640; };
  // A board is not quite black.
  for (std::uint8_t& value : light.values) value = std::max<std::uint8_t>(value, 60);
  shine(dark, from_the_left);
  shine(light, from_the_left);
  CHECK_FALSE(has_light_ink(dark));
  CHECK(has_light_ink(light));
}

TEST_CASE("a shadow is no light ink") {
  GreyPlane paper = white_paper(640, 480);
  write_on(paper, {{100, 300}, {140, 380}}, 5, 140);
  shine(paper, [](int x, int y) { return x + y > 500 ? 0.5f : 1.0f; });
  CHECK_FALSE(has_light_ink(paper));
}

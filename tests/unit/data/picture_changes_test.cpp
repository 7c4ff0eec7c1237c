#include "data/picture_changes.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace inkling;

namespace {

std::size_t index_of(int x, int y) { return static_cast<std::size_t>(y * kPictureSide + x); }

// Returns a picture with one dark pixel and a grey one to the right of it.
Picture two_dots(int x, int y) {
  Picture picture{};
  picture[index_of(x, y)] = 255;
  picture[index_of(x + 1, y)] = 90;
  return picture;
}

}  // namespace

TEST_CASE("nothing changes without a change") {
  const Picture picture = two_dots(10, 12);
  CHECK(changed(picture, {}) == picture);
}

TEST_CASE("a shift moves every pixel, and what leaves the picture is lost") {
  CHECK(changed(two_dots(10, 12), {.right = 3, .down = -2}) == two_dots(13, 10));
  CHECK(changed(two_dots(10, 12), {.right = -8}) == two_dots(2, 12));
  const Picture cut = changed(two_dots(20, 12), {.right = 7});
  CHECK(cut[index_of(27, 12)] == 255);
  CHECK(std::count(cut.begin(), cut.end(), 0) == kPixels - 1);
}

TEST_CASE("a turn goes clockwise about the middle, and a right angle loses nothing") {
  const Picture picture = two_dots(10, 4);
  const Picture right = changed(picture, {.turn = 90});
  CHECK(right[index_of(23, 10)] == 255);
  CHECK(right[index_of(23, 11)] == 90);
  const Picture upside_down = changed(picture, {.turn = 180});
  CHECK(upside_down[index_of(17, 23)] == 255);
  CHECK(changed(upside_down, {.turn = 180}) == picture);
  CHECK(changed(right, {.turn = -90}) == picture);
  // In between the ink of a pixel is spread over its neighbours, and hardly any is lost.
  int ink = 0;
  for (const std::uint8_t pixel : changed(picture, {.turn = 30})) ink += pixel;
  CHECK(ink == doctest::Approx(345).epsilon(0.15));
}

TEST_CASE("a picture is turned before it is shifted") {
  const Picture both = changed(two_dots(10, 4), {.turn = 90, .right = -3});
  CHECK(both[index_of(20, 10)] == 255);
}

TEST_CASE("noise replaces its share of the pixels, the same ones each time, and more only adds") {
  const Picture paper{};
  const auto noisy = [&](int noise) { return changed(paper, {.noise = noise}); };
  const auto inked = [&](int noise) {
    const Picture picture = noisy(noise);
    return static_cast<double>(kPixels - std::count(picture.begin(), picture.end(), 0)) / kPixels;
  };
  CHECK(noisy(30) == noisy(30));
  CHECK(inked(0) == 0);
  CHECK(inked(20) == doctest::Approx(0.2).epsilon(0.2));
  CHECK(inked(100) > 0.98);
  const Picture less = noisy(20), more = noisy(60);
  for (std::size_t i = 0; i < less.size(); ++i) {
    if (less[i] != 0) CHECK(more[i] == less[i]);
  }
}

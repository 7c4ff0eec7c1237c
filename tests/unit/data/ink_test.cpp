#include "data/ink.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace inkling;

namespace {

struct Extent {
  int left = 28, right = -1, top = 28, bottom = -1;
  double centre_x = 0, centre_y = 0;
};

Extent extent_of(const Picture& picture) {
  Extent extent;
  double mass = 0;
  for (int y = 0; y < 28; ++y) {
    for (int x = 0; x < 28; ++x) {
      const int ink = picture[static_cast<std::size_t>(y * 28 + x)];
      mass += ink;
      extent.centre_x += ink * (x + 0.5);
      extent.centre_y += ink * (y + 0.5);
      if (ink < 128) continue;
      extent.left = std::min(extent.left, x);
      extent.right = std::max(extent.right, x);
      extent.top = std::min(extent.top, y);
      extent.bottom = std::max(extent.bottom, y);
    }
  }
  extent.centre_x /= mass;
  extent.centre_y /= mass;
  return extent;
}

Drawing transformed(Drawing drawing, float scale, float dx, float dy) {
  for (Stroke& stroke : drawing) {
    for (InkPoint& p : stroke) p = {p.x * scale + dx, p.y * scale + dy};
  }
  return drawing;
}

int largest_difference(const Picture& a, const Picture& b) {
  int largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

const Drawing kSeven = {{{10, 10}, {60, 8}, {35, 90}}, {{20, 50}, {55, 48}}};

}  // namespace

TEST_CASE("the longer side becomes 20 pixels, with its proportions kept") {
  const Extent one = extent_of(picture_of({{{5, 0}, {5, 100}}}));
  CHECK(one.bottom - one.top + 1 == 20);
  CHECK(one.right - one.left + 1 <= 3);
  const Extent square = extent_of(picture_of({{{0, 0}, {50, 0}, {50, 50}, {0, 50}, {0, 0}}}));
  CHECK(square.bottom - square.top + 1 == 20);
  CHECK(square.right - square.left + 1 == 20);
}

TEST_CASE("the centre of mass is the middle of the picture") {
  for (const Drawing& drawing :
       {kSeven, Drawing{{{0, 0}, {100, 0}, {0, 10}, {100, 20}, {0, 90}}}}) {
    const Extent extent = extent_of(picture_of(drawing));
    CHECK(extent.centre_x == doctest::Approx(14).epsilon(0.01));
    CHECK(extent.centre_y == doctest::Approx(14).epsilon(0.01));
  }
}

TEST_CASE("size and place of the drawing do not matter") {
  const Picture picture = picture_of(kSeven);
  for (const float scale : {0.001f, 0.1f, 30.0f, 10000.0f}) {
    CHECK(largest_difference(picture, picture_of(transformed(kSeven, scale, 0, 0))) <= 2);
  }
  CHECK(largest_difference(picture, picture_of(transformed(kSeven, 1, -500, 300))) <= 2);
}

TEST_CASE("slow and fast strokes look alike: the number of points does not matter") {
  Drawing slow;
  for (const Stroke& stroke : kSeven) {
    Stroke& dense = slow.emplace_back();
    for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
      for (int step = 0; step <= 40; ++step) {
        const float t = static_cast<float>(step) / 40;
        dense.push_back({stroke[i].x + (stroke[i + 1].x - stroke[i].x) * t,
                         stroke[i].y + (stroke[i + 1].y - stroke[i].y) * t});
      }
    }
  }
  CHECK(largest_difference(picture_of(kSeven), picture_of(slow)) <= 2);
}

TEST_CASE("a dot is a dot in the middle") {
  for (const Drawing& dot : {Drawing{{{3, 4}}}, Drawing{{{3, 4}, {3, 4}, {3, 4}}}}) {
    const Extent extent = extent_of(picture_of(dot));
    CHECK(extent.right - extent.left <= 2);
    CHECK(extent.centre_x == doctest::Approx(14));
  }
}

TEST_CASE("edges are smoothed") {
  const Picture picture = picture_of({{{0, 0}, {70, 100}}});
  CHECK(std::count_if(picture.begin(), picture.end(), [](int p) { return p > 20 && p < 235; }) >
        15);
  CHECK(*std::max_element(picture.begin(), picture.end()) == 255);
}

TEST_CASE("nothing drawn is nothing") {
  CHECK(is_empty({}));
  CHECK(is_empty({{}, {}}));
  CHECK_FALSE(is_empty({{}, {{1, 1}}}));
  CHECK(picture_of({}) == Picture{});
  CHECK(picture_of({{}, {}}) == Picture{});
}

TEST_CASE("numbers that no pen makes give an empty picture") {
  const float infinity = std::numeric_limits<float>::infinity();
  CHECK(picture_of({{{0, 0}, {infinity, 1}}}) == Picture{});
  CHECK(picture_of({{{0, NAN}}}) == Picture{});
  const float huge = std::numeric_limits<float>::max();
  // Any picture will do, as long as one is returned.
  picture_of({{{-huge, -huge}, {huge, huge}}});
}

TEST_CASE("a way of numbers that are far apart stays within its bounds") {
  // Sums of such lengths are rounded so that the last point is passed, and others are not numbers.
  const Drawing drawings[] = {{{{0, 0}, {1, 1.5e35f}, {11, 0}, {110, 70}}},
                              {{{3e38f, 0}, {3e38f, 1}, {3.1e38f, 2}}},
                              {{{-3e38f, 0}, {3e38f, 0}, {0, 3e38f}}},
                              {{{0, 2.2e38f}, {0, 1}, {0, 27}}}};
  for (const Drawing& drawing : drawings) {
    for (const std::uint8_t pixel : picture_of(drawing)) CHECK(pixel <= 255);
  }
  CHECK(picture_of(drawings[0]) != Picture{});
}

TEST_CASE("the steps tell how the picture came about") {
  const Drawing drawing = {{{10, 20}, {40, 20}, {20, 80}}};
  const InkSteps steps = ink_steps(drawing);
  CHECK(steps.picture == picture_of(drawing));
  CHECK(steps.bounds.low.x == 10);
  CHECK(steps.bounds.high.y == 80);
  // The longer side of the pen's way, drawn, is 20 pixels less the width of the pen.
  CHECK(60 * steps.transform.scale == doctest::Approx(20 - 2.3).epsilon(1e-4));
  const InkPoint middle = steps.transform({25, 50});
  CHECK(std::abs(middle.x - 14) < 6);
  CHECK(std::abs(middle.y - 14) < 6);
}

TEST_CASE("a scribble of any length is drawn with no more points than can be seen") {
  Stroke zigzag;
  for (int i = 0; i < 20000; ++i) {
    zigzag.push_back({i % 2 == 0 ? 0.0f : 1.0f, static_cast<float>(i) / 20000});
  }
  CHECK(ink_steps({zigzag}).smooth[0].size() < 1500);
  // The limit takes no points from a letter.
  CHECK(ink_steps({{{0, 0}, {1, 0}, {0, 1}}}).smooth[0].size() > 35);
}

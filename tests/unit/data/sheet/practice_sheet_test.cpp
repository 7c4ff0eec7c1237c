#include "data/sheet/practice_sheet.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <vector>

using namespace inkling;

namespace {

// A photo of a practice sheet, 900 x 1200 pixels; `place` takes millimetres to pixels.
struct PracticePhoto {
  using Place = std::function<InkPoint(float, float)>;

  explicit PracticePhoto(Place where) : place(std::move(where)), pixels(900 * 1200, 235) {
    for (const float x : {0.0f, kPracticeWidth}) {
      for (const float y : {0.0f, kPracticeHeight}) square(x, y, kPracticeMark / 2, 20);
    }
    square(0, 0, 1.8f, 235);
  }
  void square(float x, float y, float half, std::uint8_t tone) {
    for (float dx = -half; dx <= half; dx += 0.1f) {
      for (float dy = -half; dy <= half; dy += 0.1f) dot(x + dx, y + dy, tone);
    }
  }
  void dot(float x, float y, std::uint8_t tone) {
    const InkPoint at = place(x, y);
    const int px = static_cast<int>(at.x), py = static_cast<int>(at.y);
    if (px < 0 || py < 0 || px >= 900 || py >= 1200) return;
    pixels[static_cast<std::size_t>(py * 900 + px)] = tone;
  }
  void line(InkPoint from, InkPoint to) {
    for (float t = 0; t <= 1; t += 0.01f) {
      square(from.x + t * (to.x - from.x), from.y + t * (to.y - from.y), 0.5f, 40);
    }
  }
  // Writes a one or a seven into a box.
  void write(int row, int column, bool seven) {
    const float x = kPracticeLeft + static_cast<float>(column) * kPracticeAcross;
    const float y = kPracticeTop + static_cast<float>(row) * kPracticeDown;
    if (seven) line({x + 3, y + 4}, {x + 11, y + 4});
    line({x + (seven ? 11.0f : 7.5f), y + 4}, {x + (seven ? 6.0f : 7.5f), y + 16});
  }
  std::optional<std::vector<PracticeDrawing>> read() const {
    return read_practice_sheet({.bytes = pixels, .width = 900, .height = 1200, .channels = 1});
  }

  Place place;
  std::vector<std::uint8_t> pixels;
};

InkPoint straight(float x, float y) { return {80 + 4 * x, 120 + 4 * y}; }
// The sheet is turned by some degrees, and its lower side is nearer.
InkPoint tilted(float x, float y) {
  const float nearer = 1 + y / 1800;
  const float dx = (x - 90) * 3.6f * nearer, dy = (y - 115) * 3.6f * nearer;
  return {450 + 0.99f * dx - 0.12f * dy, 600 + 0.12f * dx + 0.99f * dy};
}
InkPoint on_its_head(float x, float y) {
  const InkPoint at = straight(x, y);
  return {900 - at.x, 1200 - at.y};
}

}  // namespace

TEST_CASE(
    "what is written into the boxes has its labels, also on a sheet that is tilted or turned") {
  for (const auto place : {straight, tilted, on_its_head}) {
    PracticePhoto photo(place);
    photo.write(1, 0, false);
    photo.write(1, 9, false);
    photo.write(7, 3, true);
    photo.write(9, 9, true);
    const auto drawings = photo.read();
    REQUIRE(drawings);
    REQUIRE(drawings->size() == 4);
    CHECK((*drawings)[0].label == 1);
    CHECK((*drawings)[1].label == 1);
    CHECK((*drawings)[2].label == 7);
    CHECK((*drawings)[3].label == 9);
    // A seven stands upright: its bar is at the top.
    float ink_above = 0, ink_below = 0;
    const Picture picture = picture_of((*drawings)[2].drawing);
    for (std::size_t i = 0; i < picture.size() / 4; ++i) {
      ink_above += picture[i + picture.size() / 8];
      ink_below += picture[picture.size() - 1 - i - picture.size() / 8];
    }
    CHECK(ink_above > 1.2f * ink_below);
    // The frame is where the digit was written.
    const InkPoint middle =
        place(kPracticeLeft + 3 * kPracticeAcross + 7.5f, kPracticeTop + 7 * kPracticeDown + 10);
    const SheetBox& box = (*drawings)[2].box;
    CHECK(std::fabs(box.x + box.width / 2 - middle.x) < 6);
    CHECK(std::fabs(box.y + box.height / 2 - middle.y) < 6);
  }
}

TEST_CASE("an empty sheet has no drawings, and other pictures are no practice sheets") {
  const auto empty = PracticePhoto(straight).read();
  REQUIRE(empty);
  CHECK(empty->empty());
  PracticePhoto covered(straight);
  covered.square(kPracticeWidth, 0, 8, 235);  // A corner is not in the picture.
  CHECK_FALSE(covered.read());
  PracticePhoto all_full(straight);
  all_full.square(0, 0, 2, 20);
  CHECK_FALSE(all_full.read());
  const std::vector<std::uint8_t> dark(100, 0);
  CHECK_FALSE(read_practice_sheet({.bytes = dark, .width = 10, .height = 10, .channels = 1}));
  CHECK_FALSE(
      read_practice_sheet({.bytes = {dark.data(), 1}, .width = 1, .height = 1, .channels = 1}));
}

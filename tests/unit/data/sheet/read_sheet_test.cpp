#include "data/sheet/read_sheet.h"

#include <doctest/doctest.h>

#include "data/sheet/sheet_standing.h"
#include "math/random.h"
#include "unit/data/sheet/paper.h"

using namespace inkling;

namespace {

// Tells a zero from a one by how broad it is.
Probabilities by_width(const Picture& picture) {
  int left = kPictureSide, right = 0;
  for (int i = 0; i < kPixels; ++i) {
    if (picture[static_cast<std::size_t>(i)] < 128) continue;
    left = std::min(left, i % kPictureSide);
    right = std::max(right, i % kPictureSide);
  }
  Probabilities probabilities{};
  const int width = right - left;
  // What is broader than tall is nothing that it knows.
  if (width > 17) {
    std::fill(probabilities.begin(), probabilities.begin() + kDigits, 0.1f);
  } else {
    probabilities[width > 6 ? 0 : 1] = 0.99f;
  }
  return probabilities;
}

void write_digit(GreyPlane& paper, int digit, float x, float y, float width = 6) {
  if (digit == 0) write_on(paper, ring(x + 20, y + 30, 17, 30), width);
  if (digit == 1) write_on(paper, {{x + 20, y}, {x + 20, y + 60}}, width);
}

std::string all_text(const SheetReading& reading) {
  std::string text;
  for (const SheetLine& line : reading.lines) text += line.text() + "\n";
  return text;
}

std::vector<std::uint8_t> noise(int width, int height, int channels) {
  Random random(1, 1);
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(width * height * channels));
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.below(256));
  return bytes;
}

}  // namespace

TEST_CASE("digits are read line by line, with their boxes") {
  GreyPlane paper = white_paper(400, 300);
  const int digits[2][4] = {{0, 1, 1, 0}, {1, 0, 0, 0}};
  for (int line = 0; line < 2; ++line) {
    for (int i = 0; i < 4; ++i) {
      write_digit(paper, digits[line][i], 50.0f + 70 * static_cast<float>(i),
                  50.0f + 110 * static_cast<float>(line));
    }
  }
  const auto reading = read_sheet(pixels_of(paper), by_width);
  REQUIRE(reading);
  CHECK(all_text(*reading) == "0110\n1000\n");
  const SheetDigit& first = reading->lines[0].digits[0];
  CHECK(first.box.x == doctest::Approx(50).epsilon(0.05));
  CHECK(first.box.y == doctest::Approx(47).epsilon(0.05));
  CHECK(first.box.width == doctest::Approx(40).epsilon(0.1));
  CHECK(first.box.height == doctest::Approx(66).epsilon(0.1));
  CHECK(first.standing == Standing::kSure);
  CHECK(first.pen_width == doctest::Approx(6).epsilon(0.25));
  CHECK(first.probabilities[0] == 0.99f);
  CHECK(picture_of(first.drawing) == first.picture);
  const Bounds bounds = bounds_of(first.drawing);
  CHECK(bounds.low.x == doctest::Approx(53).epsilon(0.05));
  CHECK(bounds.high.y == doctest::Approx(110).epsilon(0.05));
  for (const GreyPlane* step :
       {&reading->steps.grey, &reading->steps.flat, &reading->steps.ink, &reading->steps.traces}) {
    CHECK(step->width == 400);
    CHECK(step->height == 300);
  }
}

TEST_CASE("what is found does not hang on the size of the picture") {
  GreyPlane paper = white_paper(200, 150);
  write_digit(paper, 0, 40, 40);
  write_digit(paper, 1, 100, 40);
  constexpr int kTimes = 12;
  GreyPlane large(200 * kTimes, 150 * kTimes);
  for (int y = 0; y < large.height; ++y) {
    for (int x = 0; x < large.width; ++x) large.at(x, y) = paper.at(x / kTimes, y / kTimes);
  }
  const auto reading = read_sheet(pixels_of(large), by_width);
  REQUIRE(reading);
  CHECK(all_text(*reading) == "01\n");
  CHECK(reading->steps.scale == 2);
  CHECK(reading->lines[0].digits[0].box.x == doctest::Approx(40 * kTimes).epsilon(0.05));
}

TEST_CASE("light ink on dark paper is read as dark ink is") {
  GreyPlane paper = white_paper(300, 200);
  write_digit(paper, 0, 60, 60);
  write_digit(paper, 1, 150, 60);
  for (std::uint8_t& value : paper.values) value = static_cast<std::uint8_t>(255 - value);
  const auto reading = read_sheet(pixels_of(paper), by_width);
  REQUIRE(reading);
  CHECK(all_text(*reading) == "01\n");
}

TEST_CASE("a picture of 28 x 28 pixels with thin lines is read") {
  for (const float width : {0.8f, 1.0f, 2.0f, 4.0f}) {
    CAPTURE(width);
    GreyPlane paper = white_paper(28, 28);
    write_on(paper, ring(14, 14, 6, 9), width, 0);
    const auto reading = read_sheet(pixels_of(paper), by_width);
    REQUIRE(reading);
    CHECK(all_text(*reading) == "0\n");
    CHECK(reading->lines[0].digits[0].box.x == doctest::Approx(8 - width / 2).epsilon(0.15));
  }
}

TEST_CASE("two digits that touch are parted where the network sees two") {
  GreyPlane paper = white_paper(400, 200);
  write_digit(paper, 1, 40, 60);
  write_digit(paper, 0, 100, 60);
  write_digit(paper, 0, 139, 60);
  write_digit(paper, 0, 220, 60);
  const auto without = read_sheet(pixels_of(paper));
  REQUIRE(without);
  REQUIRE(without->lines.size() == 1);
  CHECK(without->lines[0].digits.size() == 3);
  CHECK(without->lines[0].digits[0].standing == Standing::kPerhaps);
  const auto reading = read_sheet(pixels_of(paper), by_width);
  REQUIRE(reading);
  CHECK(all_text(*reading) == "1000\n");
}

TEST_CASE("a digit in broken pieces is joined where the network sees one") {
  GreyPlane paper = white_paper(400, 200);
  for (const float x : {40.0f, 100.0f, 220.0f}) write_digit(paper, 0, x, 60);
  // This zero has a gap at its top and at its bottom.
  write_digit(paper, 0, 160, 60);
  for (int y = 50; y < 130; ++y) {
    for (int x = 176; x < 184; ++x) paper.at(x, y) = 255;
  }
  const auto reading = read_sheet(pixels_of(paper), [](const Picture& picture) {
    Probabilities probabilities = by_width(picture);
    // A half is no one.
    if (probabilities[1] > 0) probabilities[1] = 0.3f;
    return probabilities;
  });
  REQUIRE(reading);
  CHECK(all_text(*reading) == "0000\n");
}

TEST_CASE("what is drawn among things that are none is no digit") {
  SheetReading reading;
  reading.lines.resize(2);
  for (int line = 0; line < 2; ++line) {
    for (int i = 0; i < 6; ++i) {
      SheetDigit digit;
      digit.box = {100.0f * static_cast<float>(i), 100.0f * static_cast<float>(line), 40, 60};
      digit.drawing = {{{0, 0}, {1, 1}}};
      // Every other letter looks like nothing.
      digit.probabilities[0] = line == 0 && i % 2 == 1 ? 0.2f : 0.99f;
      reading.lines[static_cast<std::size_t>(line)].digits.push_back(digit);
    }
  }
  judge(reading, 60, true);
  CHECK(reading.lines[0].text().empty());
  CHECK(reading.lines[1].text() == "000000");
  // Things within a thing, such as eyes, and what is no stroke of a pen.
  SheetReading face;
  face.lines.resize(1);
  face.lines[0].digits.assign(3, reading.lines[1].digits[0]);
  face.lines[0].digits[0].box = {0, 0, 90, 90};
  face.lines[0].digits[1].box = {20, 20, 30, 40};
  face.lines[0].digits[2].box = {200, 0, 60, 60};
  face.lines[0].digits[2].pen_width = 50;
  judge(face, 60, true);
  for (const SheetDigit& digit : face.lines[0].digits) CHECK(digit.standing == Standing::kNone);
}

TEST_CASE("no picture is too strange to be read within bounds") {
  const std::pair<int, int> sizes[] = {{1, 1},     {1, 2},    {2, 1},   {3, 3},     {30000, 1},
                                       {1, 30000}, {5000, 3}, {99, 99}, {1000, 200}};
  for (const auto& size : sizes) {
    const int width = size.first, height = size.second;
    CAPTURE(width);
    CAPTURE(height);
    for (const int channels : {1, 3, 4}) {
      const auto bytes = noise(width, height, channels);
      const auto reading = read_sheet({bytes, width, height, channels}, by_width);
      REQUIRE(reading);
      std::size_t digits = 0;
      for (const SheetLine& line : reading->lines) {
        CHECK_FALSE(line.digits.empty());
        digits += line.digits.size();
      }
      CHECK(digits <= 2 * kMostSheetDigits);
      for (const int value : {0, 128, 255}) {
        const std::vector<std::uint8_t> even(bytes.size(), static_cast<std::uint8_t>(value));
        const auto nothing = read_sheet({even, width, height, channels}, by_width);
        REQUIRE(nothing);
        CHECK(nothing->lines.empty());
      }
    }
  }
}

TEST_CASE("what cannot be read is refused in words") {
  const std::vector<std::uint8_t> bytes(12);
  CHECK(read_sheet({bytes, 0, 3, 4}).error().code == ErrorCode::kInvalidParams);
  CHECK(read_sheet({bytes, 3, 1, 2}).error().code == ErrorCode::kInvalidParams);
  CHECK(read_sheet({bytes, 4, 1, 4}).error().code == ErrorCode::kInvalidParams);
  CHECK(read_sheet({bytes, 3, 1, 4}).ok());
  CHECK(read_sheet({bytes, 10'000, 5'001, 1}).error().code == ErrorCode::kTooLarge);
}

#include "cli/picture_report.h"

#include <doctest/doctest.h>

#include "cli/files.h"
#include "cli/png.h"

using namespace inkling;

namespace {

// Writes a picture with strokes down it, one for each 1 that is to be seen.
void write_ones(const std::filesystem::path& path, int count) {
  GreyImage image(300, 120);
  std::fill(image.pixels.begin(), image.pixels.end(), std::uint8_t{255});
  for (int i = 0; i < count; ++i) {
    for (int y = 30; y < 90; ++y) {
      for (int x = 40 + 50 * i; x < 46 + 50 * i; ++x) image.at(x, y) = 0;
    }
  }
  REQUIRE(write_file(path, to_png(image)));
}

}  // namespace

TEST_CASE("digits count as right where they stand in the same order") {
  CHECK(same_digits("2026", "2026") == 4);
  CHECK(same_digits("2026", "226") == 3);
  CHECK(same_digits("2026", "92036") == 3);
  CHECK(same_digits("12", "21") == 1);
  CHECK(same_digits("", "1") == 0);
}

TEST_CASE("a report counts pictures, their digits, and what is seen where there is nothing") {
  const auto folder = std::filesystem::temp_directory_path() / "inkling_picture_report";
  std::filesystem::create_directories(folder);
  write_ones(folder / "a.png", 3);
  write_ones(folder / "b.png", 2);
  write_ones(folder / "c.png", 0);
  write_ones(folder / "d.png", 4);
  const std::string labels = R"({"a.png": "111", "b.png": "171", "c.png": "", "d.png": ""})";
  REQUIRE(write_file(folder / "labels.json",
                     {reinterpret_cast<const std::uint8_t*>(labels.data()), labels.size()}));
  const auto report = report_on_pictures(folder / "labels.json", [](const Picture&) {
    Probabilities probabilities{};
    probabilities[1] = 1;
    return probabilities;
  });
  REQUIRE(report);
  CHECK(report->pictures == 2);
  CHECK(report->pictures_right == 1);
  CHECK(report->digits == 6);
  CHECK(report->digits_right == 5);
  CHECK(report->digits_extra == 0);
  CHECK(report->others == 2);
  CHECK(report->others_with_digit == 1);
  CHECK(report->others_with_sure == 1);
  REQUIRE(report->misread.size() == 2);
  CHECK(report->misread[0].text == "11");
  CHECK_FALSE(report_on_pictures(folder / "none.json", {}).ok());
  std::filesystem::remove_all(folder);
}

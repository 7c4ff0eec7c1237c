#include "sets/csv_table.h"

#include <doctest/doctest.h>

#include <vector>

using namespace inkling;

namespace {

struct CsvLine {
  std::string label;
  std::vector<int> grey;
};

// A table of 4 x 4 pixels: `cells` follow the label.
std::string csv_line(const std::string& label, const std::string& pixel,
                     const std::string& end = "\n") {
  std::string text = label;
  for (int p = 0; p < 16; ++p) text += "," + pixel;
  return text + end;
}

Result<std::vector<CsvLine>> csv_lines(const std::string& text) {
  const auto layout = csv_layout(text);
  if (!layout) return layout.error();
  std::vector<CsvLine> lines;
  const Status read =
      read_csv(text, *layout, [&](std::string_view label, std::span<const std::uint8_t> grey) {
        lines.push_back({std::string(label), {grey.begin(), grey.end()}});
        return true;
      });
  if (!read) return read.error();
  return lines;
}

std::string csv_refusal(const std::string& text) {
  const auto lines = csv_lines(text);
  return lines ? "" : lines.error().subject;
}

std::string csv_header(const std::string& first) { return csv_line(first, "pixel"); }

}  // namespace

TEST_CASE("a table is read with and without a header, with any end of a line") {
  for (const std::string& text :
       {csv_header("label") + csv_line("7", "200") + csv_line("cat", "90"),
        csv_line("7", "200") + csv_line("cat", "90"),
        csv_line("7", "200", "\r\n") + csv_line("cat", "90", ""),
        "\xef\xbb\xbf" + csv_line("\"7\"", "200") + "\n" + csv_line("cat", " 90")}) {
    const auto lines = csv_lines(text);
    REQUIRE(lines.ok());
    REQUIRE(lines->size() == 2);
    CHECK((*lines)[0].label == "7");
    CHECK((*lines)[0].grey == std::vector<int>(16, 200));
    CHECK((*lines)[1].label == "cat");
    CHECK((*lines)[1].grey == std::vector<int>(16, 90));
  }
}

TEST_CASE("a header may name the last column as the label") {
  std::string text, values;
  for (int p = 0; p < 16; ++p) text += "p" + std::to_string(p) + ";", values += "100;";
  const auto lines = csv_lines(text + "Class\n" + values + "3\n");
  REQUIRE(lines.ok());
  REQUIRE(lines->size() == 1);
  CHECK((*lines)[0].label == "3");
  CHECK((*lines)[0].grey == std::vector<int>(16, 100));
}

TEST_CASE("numbers from 0 to 1, or to 16, become 0 to 255") {
  const auto fractions = csv_lines(csv_line("1", "0.5") + csv_line("2", "1.0"));
  REQUIRE(fractions.ok());
  CHECK((*fractions)[0].grey[0] == 128);
  CHECK((*fractions)[1].grey[0] == 255);
  const auto sixteen = csv_lines(csv_line("1", "4") + csv_line("2", "16"));
  REQUIRE(sixteen.ok());
  CHECK((*sixteen)[0].grey[0] == 64);
  CHECK((*sixteen)[1].grey[0] == 255);
}

TEST_CASE("a table without labels says so by its columns") {
  std::string text;
  for (int p = 0; p < 15; ++p) text += "7,";
  const auto layout = csv_layout(text + "7\n");
  REQUIRE(layout.ok());
  CHECK(layout->label_column == -1);
}

TEST_CASE("a table that is none is refused with the line or the columns") {
  CHECK(csv_refusal("") == "csv-columns\n1");
  CHECK(csv_refusal("a,b,c\n1,2,3\n") == "csv-columns\n3");
  CHECK(csv_refusal(csv_line("1", "20") + "1,2\n") == "csv-line\n2");
  CHECK(csv_refusal(csv_line("1", "20") + csv_line("1", "20,20")) == "csv-line\n2");
  CHECK(csv_refusal(csv_header("label") + csv_line("1", "200") + csv_line("1", "x")) ==
        "csv-line\n3");
  CHECK(csv_refusal(csv_line("1", "200") + csv_line("1", "-1")) == "csv-line\n2");
  CHECK(csv_refusal(csv_line("1", "200") + csv_line("1", "300")) == "csv-line\n2");
  CHECK(csv_refusal(csv_line("1", "200") + csv_line("", "1")) == "csv-line\n2");
  CHECK(csv_refusal(csv_line("1", "200") + csv_line("1", "nan")) == "csv-line\n2");
}

#include "cli/ink_report.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <cmath>

#include "cli/png.h"

using namespace inkling;

namespace {

// Returns a network that predicts `digit` with the probability e^z / (e^z + 9), whatever it sees.
Network<float> stubborn(int digit, float z) {
  Network<float> network({.layers = {784, 10}});
  network.layer(0).biases[static_cast<std::size_t>(digit)] = z;
  return network;
}

LabelledDrawing line(int label) { return {.drawing = {{{0, 0}, {0, 10}}}, .label = label}; }

}  // namespace

TEST_CASE("a report on drawings counts what has a label and some ink") {
  std::vector<LabelledDrawing> drawings = {line(1), line(1), line(7), line(1)};
  drawings.push_back({.drawing = {}, .label = 3});
  drawings.push_back({.drawing = line(1).drawing, .label = std::nullopt});
  const InkReport report = read_all(stubborn(1, 3), drawings);
  CHECK(report.count == 4);
  CHECK(report.correct == 3);
  CHECK(report.confusion[1 * kDigits + 1] == 3);
  CHECK(report.confusion[7 * kDigits + 1] == 1);
  REQUIRE(report.misread.size() == 1);
  CHECK(report.misread[0].index == 2);
  CHECK(report.misread[0].label == 7);
  CHECK(report.misread[0].digit == 1);
  // It says 69 % and is right three times out of four.
  CHECK(report.calibration_error == doctest::Approx(0.75 - std::exp(3) / (std::exp(3) + 9)));
}

TEST_CASE("drawings are turned against the clock") {
  const Drawing up = turned({{{0, 0}, {2, 0}}}, 90);
  CHECK(up[0][1].x == doctest::Approx(0));
  CHECK(up[0][1].y == doctest::Approx(-2));
}

TEST_CASE("a PNG holds the pixels that it was given") {
  GreyImage image(3, 2);
  image.at(2, 1) = 200;
  const Bytes file = to_png(image);
  REQUIRE(file.size() > 57);
  CHECK(file[1] == 'P');
  CHECK(file[19] == 3);  // The width ends here.
  CHECK(file[23] == 2);  // The height ends here.
  // The length and the type of the data follow the signature and the header.
  const std::size_t size = static_cast<std::size_t>(file[35]) << 8 | file[36];
  Bytes rows(8);
  uLongf unpacked = rows.size();
  REQUIRE(uncompress(rows.data(), &unpacked, file.data() + 41, static_cast<uLong>(size)) == Z_OK);
  CHECK(rows == Bytes{0, 128, 128, 128, 0, 128, 128, 200});
}

TEST_CASE("a contact sheet has a cell for each misread drawing") {
  const InkReport report = read_all(stubborn(1, 3), std::vector(13, line(7)));
  const Bytes sheet = contact_sheet(report);
  CHECK((sheet[18] << 8 | sheet[19]) == 12 * 88);
  CHECK((sheet[22] << 8 | sheet[23]) == 2 * 88);
}

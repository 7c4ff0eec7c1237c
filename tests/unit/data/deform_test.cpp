#include "data/deform.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "data/ink.h"

using namespace inkling;

namespace {

// zero() is a ring, one() an upright line, and seven() two lines that meet.
Picture zero() {
  Stroke ring;
  for (int i = 0; i <= 40; ++i) {
    const float angle = static_cast<float>(i) * 0.1570796f;
    ring.push_back({std::sin(angle) * 8, std::cos(angle) * 10});
  }
  return picture_of({ring});
}
Picture one() { return picture_of({{{0, 0}, {0, 10}}}); }
Picture seven() { return picture_of({{{0, 0}, {6, 0}, {2, 10}}}); }

Picture deformed(const Picture& from, int label, std::uint64_t seed) {
  Random random(seed, 1);
  Picture to;
  deform(from, label, random, to);
  return to;
}

double ink(const Picture& picture) { return std::accumulate(picture.begin(), picture.end(), 0.0); }

// Returns the ink within a pixel of the middle, in black pixels.
double ink_inside(const Picture& picture) {
  double sum = 0;
  for (int y = 13; y < 15; ++y) {
    for (int x = 13; x < 15; ++x) sum += picture[static_cast<std::size_t>(y) * 28 + x];
  }
  return sum / 255;
}

}  // namespace

TEST_CASE("the same random numbers give the same copy, others another") {
  CHECK(deformed(seven(), 7, 1) == deformed(seven(), 7, 1));
  CHECK(deformed(seven(), 7, 1) != deformed(seven(), 7, 2));
  CHECK(deformed(seven(), 7, 1) != seven());
}

TEST_CASE("paper stays paper, and a digit a digit") {
  CHECK(ink(deformed(Picture{}, 3, 1)) == 0);
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Picture copy = deformed(seven(), 7, seed);
    for (const int corner : {0, 27, 27 * 28, 27 * 28 + 27}) CHECK(copy[corner] == 0);
    CHECK(ink(copy) > 0.3 * ink(seven()));
    CHECK(ink(copy) < 3 * ink(seven()));
  }
}

TEST_CASE("where only paper is, leaving it out changes nothing") {
  // Specks in the corners, too faint to be seen in any copy, make the ink reach everywhere.
  Picture specks = seven();
  for (const int corner : {0, 27, 27 * 28, 27 * 28 + 27}) specks[corner] = 1;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    REQUIRE(deformed(specks, 3, seed) == deformed(seven(), 3, seed));
  }
}

TEST_CASE("no copy has traces of ink that nobody could see") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    for (const std::uint8_t grey : deformed(zero(), 0, seed)) REQUIRE((grey == 0 || grey >= 8));
  }
}

TEST_CASE("some zeros get a slash, and only zeros") {
  int slashed = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    if (ink_inside(deformed(zero(), 0, seed)) > 1) ++slashed;
    CHECK(ink_inside(deformed(zero(), 6, seed)) < 1);
  }
  CHECK(slashed > 45);
  CHECK(slashed < 135);
}

TEST_CASE("some sevens get a bar, some ones a flag") {
  for (const int label : {1, 7}) {
    const Picture picture = label == 7 ? seven() : one();
    double with_forms = 0, without = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      with_forms += ink(deformed(picture, label, seed));
      without += ink(deformed(picture, 4, seed));
    }
    INFO(label);
    CHECK(with_forms > 1.02 * without);
  }
}

// An order of drawing random numbers that the compiler chooses would give other pictures.
TEST_CASE("a seed gives the same copies whatever compiled this") {
  const int expected[3][6] = {{29087, 33812, 26747, 28844, 27183, 29137},
                              {21407, 11329, 10405, 12248, 9169, 13372},
                              {20582, 18334, 16563, 20281, 14270, 19519}};
  const Picture originals[] = {zero(), one(), seven()};
  const int labels[] = {0, 1, 7};
  for (int i = 0; i < 3; ++i) {
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
      INFO(labels[i], " ", seed);
      const double sum = ink(deformed(originals[i], labels[i], seed));
      // The last bits of a sine or of a fused product may differ, and with them a level of grey.
      CHECK(std::abs(sum - expected[i][seed]) <= 40);
    }
  }
}

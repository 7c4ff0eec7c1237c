#include "math/random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <numeric>

using namespace inkling;

TEST_CASE("the generator gives the published numbers of PCG32") {
  // The demonstration of the author's C library calls pcg32_srandom(42u, 54u).
  Random random(42, 54);
  for (const std::uint32_t expected :
       {0xa15c02b7u, 0x7b47f409u, 0xba1d3330u, 0x83d2f293u, 0xbfa4784bu, 0xcbed606eu}) {
    CHECK(random.next() == expected);
  }
}

TEST_CASE("below() is in range and even") {
  Random random(3, 1);
  std::array<int, 7> counts{};
  for (int i = 0; i < 70000; ++i) ++counts[random.below(7)];
  for (const int count : counts) CHECK(std::abs(count - 10000) < 500);
}

TEST_CASE("uniform() lies in [0, 1) with its mean in the middle") {
  Random random(4, 1);
  double sum = 0;
  for (int i = 0; i < 10000; ++i) {
    const double value = random.uniform();
    CHECK(value >= 0);
    CHECK(value < 1);
    sum += value;
  }
  CHECK(sum / 10000 == doctest::Approx(0.5).epsilon(0.02));
}

TEST_CASE("shuffle keeps every element, and a seed gives one order") {
  const auto shuffled = [](std::uint64_t seed) {
    std::array<int, 50> values;
    std::iota(values.begin(), values.end(), 0);
    Random random(seed, 1);
    shuffle(values.begin(), values.end(), random);
    return values;
  };
  CHECK(shuffled(1) == shuffled(1));
  CHECK(shuffled(1) != shuffled(2));
  auto sorted = shuffled(1);
  std::sort(sorted.begin(), sorted.end());
  for (int i = 0; i < 50; ++i) CHECK(sorted[i] == i);
}

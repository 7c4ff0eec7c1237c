// Checks what is done to four floats at a time with the same done to one.
#include "math/kernels/f32x4.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

using namespace inkling;

namespace {

constexpr float kA[] = {-1.5f, 0, 2.25f, 7};
constexpr float kB[] = {3, -0.25f, 2.25f, -7};

std::vector<float> lanes(f32x4 value) {
  std::vector<float> stored(4);
  value.store(stored.data());
  return stored;
}

}  // namespace

TEST_CASE("the smaller, the larger, and the whole number below") {
  const f32x4 a = f32x4::load(kA), b = f32x4::load(kB);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(lanes(min(a, b))[i] == std::min(kA[i], kB[i]));
    CHECK(lanes(max(a, b))[i] == std::max(kA[i], kB[i]));
    CHECK(lanes(floor(a))[i] == std::floor(kA[i]));
  }
}

TEST_CASE("whether any of four is less") {
  const f32x4 a = f32x4::load(kA), b = f32x4::load(kB);
  CHECK(any_less(a, b));
  CHECK(any_less(b, a));
  CHECK_FALSE(any_less(a, a));
  CHECK_FALSE(any_less(max(a, b), min(a, b)));
  for (int lane = 0; lane < 4; ++lane) {
    float one[] = {0, 0, 0, 0};
    one[lane] = -1;
    CHECK(any_less(f32x4::load(one), f32x4::splat(0)));
    CHECK_FALSE(any_less(f32x4::splat(0), f32x4::load(one)));
  }
}

TEST_CASE("what is less becomes zero") {
  const std::vector<float> kept = lanes(zero_below(f32x4::load(kA), f32x4::load(kB)));
  for (std::size_t i = 0; i < 4; ++i) CHECK(kept[i] == (kA[i] < kB[i] ? 0 : kA[i]));
}

TEST_CASE("bytes become floats and the same bytes again") {
  for (int first = 0; first < 256; first += 4) {
    std::uint8_t bytes[4], stored[4];
    for (int i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(first + i);
    const f32x4 loaded = f32x4::load_bytes(bytes);
    CHECK(lanes(loaded) == std::vector<float>(bytes, bytes + 4));
    loaded.store_bytes(stored);
    CHECK(std::equal(bytes, bytes + 4, stored));
  }
}

TEST_CASE("whole numbers and bytes, with nothing written beside them") {
  constexpr float kWhole[] = {-3, 0, 1, 70000};
  std::int32_t whole[5] = {0, 0, 0, 0, 9};
  f32x4::load(kWhole).store_whole(whole);
  CHECK(std::equal(kWhole, kWhole + 4, whole));
  CHECK(whole[4] == 9);
  constexpr float kShades[] = {0, 0.4f, 127.6f, 255};
  std::uint8_t bytes[5] = {1, 1, 1, 1, 9};
  f32x4::load(kShades).store_bytes(bytes);
  const std::vector<std::uint8_t> expected = {0, 0, 128, 255, 9};
  CHECK(std::equal(expected.begin(), expected.end(), bytes));
}

TEST_CASE("pairs of adjacent floats from four places") {
  constexpr float kFloats[] = {0, 1, 2, 3, 4, 5, 6, 7};
  const FloatPairs pairs = load_pairs(kFloats + 6, kFloats, kFloats + 3, kFloats + 4);
  CHECK(lanes(pairs.first) == std::vector<float>{6, 0, 3, 4});
  CHECK(lanes(pairs.second) == std::vector<float>{7, 1, 4, 5});
}

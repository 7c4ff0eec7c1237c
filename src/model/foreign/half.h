// Turns numbers of 16 bits into floats.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

namespace inkling {

// bfloat16 is the upper half of a float.
inline float from_bfloat16(std::uint16_t bits) {
  const std::uint32_t whole = static_cast<std::uint32_t>(bits) << 16;
  float value;
  std::memcpy(&value, &whole, sizeof value);
  return value;
}

// float16 has a sign, 5 bits of exponent and 10 of fraction (IEEE 754-2019, binary16).
inline float from_float16(std::uint16_t bits) {
  const int exponent = bits >> 10 & 31;
  const int fraction = bits & 1023;
  float value;
  if (exponent == 31) {
    value = fraction == 0 ? HUGE_VALF : NAN;
  } else if (exponent == 0) {
    value = std::ldexp(static_cast<float>(fraction), -24);
  } else {
    value = std::ldexp(static_cast<float>(1024 + fraction), exponent - 25);
  }
  return (bits & 0x8000) != 0 ? -value : value;
}

}  // namespace inkling

// What a picture can be a picture of.
#pragma once

#include <array>
#include <cstdint>

namespace inkling {

// Classes 0 to 9 are the digits; those after them are symbols that a visitor has added.
inline constexpr int kDigits = 10;
inline constexpr int kMaxSymbols = 6;
inline constexpr int kMaxClasses = kDigits + kMaxSymbols;

// The label of a picture of none of them.
inline constexpr std::uint8_t kNoClass = 255;

// Of each class, in their order; 0 for those that a network does not have.
using Probabilities = std::array<float, kMaxClasses>;

}  // namespace inkling

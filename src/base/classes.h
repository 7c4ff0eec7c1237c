// A class is what a picture can be a picture of.
#pragma once

#include <array>
#include <cstdint>

namespace inkling {

// Classes 0 to 9 are the digits; those after them are symbols that a visitor has added. A data set
// of the visitor's own has classes of its own instead.
inline constexpr int kDigits = 10;
inline constexpr int kMaxSymbols = 6;
inline constexpr int kMaxClasses = 26;
static_assert(kDigits + kMaxSymbols <= kMaxClasses);

// A picture of none of them has this label.
inline constexpr std::uint8_t kNoClass = 255;

// There is one for each class, in their order. It is 0 for a class that a network does not have.
using Probabilities = std::array<float, kMaxClasses>;

}  // namespace inkling

// What the network sees: small square pictures.
#pragma once

#include <array>
#include <cstdint>

namespace inkling {

inline constexpr int kPictureSide = 28;
inline constexpr int kPixels = kPictureSide * kPictureSide;

// [28, 28], row after row: 0 is paper, 255 is ink.
using Picture = std::array<std::uint8_t, kPixels>;

// The scaling of a pixel, that of the article's program: x / 255.
inline constexpr float kPixelScale = 1.0f / 255.0f;

}  // namespace inkling

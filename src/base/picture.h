// The network sees small square pictures.
#pragma once

#include <array>
#include <cstdint>

namespace inkling {

inline constexpr int kPictureSide = 28;
inline constexpr int kPixels = kPictureSide * kPictureSide;

// A picture is [28, 28], row after row: 0 is paper, 255 is ink.
using Picture = std::array<std::uint8_t, kPixels>;

// A pixel is scaled as in the article's program: x / 255.
inline constexpr float kPixelScale = 1.0f / 255.0f;

}  // namespace inkling

#include "games/degrade.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inkling {
namespace {

constexpr int kSide = kPictureSide;
using Grey = std::array<float, kSide * kSide>;  // Values lie between 0 and 1.

Grey grey_of(const Picture& picture) {
  Grey grey;
  std::transform(picture.begin(), picture.end(), grey.begin(),
                 [](std::uint8_t pixel) { return static_cast<float>(pixel) / 255; });
  return grey;
}

Picture picture_of_grey(const Grey& grey) {
  Picture picture;
  std::transform(grey.begin(), grey.end(), picture.begin(), [](float value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0f, 1.0f) * 255));
  });
  return picture;
}

// Returns the weighted sums along one direction; a Gaussian gives the weights.
Grey blurred_along(const Grey& from, float sigma, bool rows) {
  const int reach = static_cast<int>(std::ceil(2.5f * sigma));
  Grey to{};
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      float sum = 0, weights = 0;
      for (int d = -reach; d <= reach; ++d) {
        const float weight = std::exp(-static_cast<float>(d * d) / (2 * sigma * sigma));
        weights += weight;
        const int sx = rows ? x + d : x;
        const int sy = rows ? y : y + d;
        if (sx < 0 || sx >= kSide || sy < 0 || sy >= kSide) continue;
        sum += weight * from[static_cast<std::size_t>(sy * kSide + sx)];
      }
      to[static_cast<std::size_t>(y * kSide + x)] = sum / weights;
    }
  }
  return to;
}

// Returns a normally distributed number with mean 0 and deviation 1 (Box and Muller 1958).
float normal(Random& random) {
  const double radius = std::sqrt(-2 * std::log(1 - random.uniform()));
  return static_cast<float>(radius * std::cos(6.283185307179586 * random.uniform()));
}

}  // namespace

Picture degrade(const Picture& picture, Degradation kind, int strength, Random& random) {
  const float s = static_cast<float>(strength);
  Grey grey = grey_of(picture);
  switch (kind) {
    case Degradation::kBlur:
      grey = blurred_along(blurred_along(grey, 0.6f + 0.35f * s, true), 0.6f + 0.35f * s, false);
      break;
    case Degradation::kNoise:
      for (float& value : grey) {
        value = 0.8f * value + (0.02f + 0.05f * s) * normal(random) + 0.015f * s;
      }
      break;
    case Degradation::kCover: {
      // Grey bars cover parts of the middle, where the ink is.
      const int bars = 1 + strength / 3;
      for (int bar = 0; bar < bars; ++bar) {
        const bool lying = random.below(2) == 0;
        const int width = 2 + strength / 3;
        const int first =
            6 + static_cast<int>(random.below(static_cast<std::uint32_t>(16 - width)));
        for (int i = first; i < first + width; ++i) {
          for (int j = 0; j < kSide; ++j) {
            grey[static_cast<std::size_t>(lying ? i * kSide + j : j * kSide + i)] = 0.45f;
          }
        }
      }
      break;
    }
    case Degradation::kFaint: {
      const float contrast = 0.5f * std::exp(-0.22f * (s - 1));
      for (float& value : grey) value = contrast * value + 0.05f * std::abs(normal(random));
      break;
    }
  }
  return picture_of_grey(grey);
}

Picture mask_picture(Random& random) {
  constexpr int kCell = 2;
  Picture picture;
  for (int y = 0; y < kSide; y += kCell) {
    for (int x = 0; x < kSide; x += kCell) {
      const auto value = static_cast<std::uint8_t>(random.below(256));
      for (int dy = 0; dy < kCell; ++dy) {
        for (int dx = 0; dx < kCell; ++dx) {
          picture[static_cast<std::size_t>((y + dy) * kSide + x + dx)] = value;
        }
      }
    }
  }
  return picture;
}

}  // namespace inkling

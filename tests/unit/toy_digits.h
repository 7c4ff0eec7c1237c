// Makes ten easy "digits" that are learned in a moment: each class lights another three rows of the
// picture, with noise.
#pragma once

#include <cstdint>
#include <vector>

#include "math/random.h"
#include "nn/examples.h"

struct ToyDigits {
  explicit ToyDigits(int count, std::uint64_t seed = 1) : pixels(count * 784), labels(count) {
    inkling::Random random(seed, 100);
    for (int i = 0; i < count; ++i) {
      labels[i] = static_cast<std::uint8_t>(random.below(10));
      for (int p = 0; p < 784; ++p) {
        const int row = p / 28;
        const bool lit = row >= labels[i] * 2 + 2 && row < labels[i] * 2 + 5;
        const std::uint32_t noise = random.below(60);
        pixels[i * 784 + p] = static_cast<std::uint8_t>(lit ? 195 + noise : noise);
      }
    }
  }

  inkling::Examples examples() const { return {pixels, labels}; }

  std::vector<std::uint8_t> pixels;
  std::vector<std::uint8_t> labels;
};

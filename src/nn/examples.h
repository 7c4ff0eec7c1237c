// Declares labelled pictures as training and evaluation see them.
#pragma once

#include <cstdint>
#include <span>

#include "base/picture.h"

namespace inkling {

// Refers to `labels.size()` examples that somebody else owns. Pixels stay 8-bit, 0 to 255, and
// become 0 to 1 only in the batch that is being worked on.
struct Examples {
  std::span<const std::uint8_t> pixels;  // [count, inputs]
  std::span<const std::uint8_t> labels;  // [count]

  int count() const { return static_cast<int>(labels.size()); }
  int inputs() const {
    return labels.empty() ? 0 : static_cast<int>(pixels.size() / labels.size());
  }

  std::span<const std::uint8_t> picture(int index) const {
    const std::size_t width = static_cast<std::size_t>(inputs());
    return pixels.subspan(index * width, width);
  }

  Examples part(int first, int count) const {
    const std::size_t width = static_cast<std::size_t>(inputs());
    return {pixels.subspan(first * width, count * width), labels.subspan(first, count)};
  }
};

}  // namespace inkling

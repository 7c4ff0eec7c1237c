// A Plane holds one value for each pixel of a picture of any size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace inkling {

template <class T>
struct Plane {
  Plane() = default;
  Plane(int width, int height, T value = T{})
      : width(width),
        height(height),
        values(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), value) {}

  T* row(int y) { return values.data() + static_cast<std::size_t>(y) * width; }
  const T* row(int y) const { return values.data() + static_cast<std::size_t>(y) * width; }
  T& at(int x, int y) { return row(y)[x]; }
  const T& at(int x, int y) const { return row(y)[x]; }
  bool contains(int x, int y) const { return x >= 0 && y >= 0 && x < width && y < height; }

  int width = 0;
  int height = 0;
  std::vector<T> values;  // The shape is [height, width].
};

// A GreyPlane has 0 to 255 for each pixel. A mask is one of 0 and 1.
using GreyPlane = Plane<std::uint8_t>;

}  // namespace inkling

// Reads images and labels from arrays of numbers, in IDX or in NumPy's format.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/foreign/elements.h"

namespace inkling {

// A SetArray is an array as its file writes it.
struct SetArray {
  std::vector<std::int64_t> shape;
  ElementType type = ElementType::kUint8;
  ByteOrder order = ByteOrder::kLittle;
  bool fortran = false;                 // The first index changes fastest.
  std::span<const std::uint8_t> bytes;  // They are as many as the shape says.

  std::int64_t count() const { return shape.empty() ? 0 : shape[0]; }
};

bool is_idx(std::span<const std::uint8_t> bytes);
Result<SetArray> idx_array(std::span<const std::uint8_t> bytes);
Result<SetArray> npy_set_array(const std::string& name, std::span<const std::uint8_t> bytes);

// Labels have one number for an image, or a row in which its class is the largest.
bool is_labels(const SetArray& array);

struct ImageSize {
  int height = 0;
  int width = 0;
};
// Returns the size of the array's images: [n, height, width], with one channel or three before or
// behind that, or rows of squares. Refuses every other shape.
Result<ImageSize> image_size(const SetArray& array);

// Calls `take` with each image, [height, width], grey from 0 to 255, whatever its numbers were.
void read_images(const SetArray& array, const ImageSize& size,
                 const std::function<void(std::span<const std::uint8_t> grey)>& take);

// Returns the label of each image. Refuses numbers that are not whole.
Result<std::vector<int>> read_labels(const SetArray& array);

}  // namespace inkling

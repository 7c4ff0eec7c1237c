// Reads the header of a NumPy array (numpy.lib.format, versions 1 to 3).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/foreign/tensor_list.h"

namespace inkling {

struct NpyArray {
  std::vector<std::int64_t> shape;
  TypeInFile type;
  bool fortran = false;  // The first index changes fastest, not the last one.
  // It is what follows the header: whether it is as long as the shape says is not known yet.
  std::span<const std::uint8_t> data;
};

bool is_npy(std::span<const std::uint8_t> bytes);

// Refuses arrays of objects, which only Python can load. Errors name the array.
Result<NpyArray> parse_npy(const std::string& name, std::span<const std::uint8_t> bytes);

}  // namespace inkling

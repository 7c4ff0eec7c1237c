// parse_idx() reads the IDX file format, in which MNIST is published
// (http://yann.lecun.com/exdb/mnist/).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace inkling {

// An IdxArray is an array of unsigned bytes with a shape, [60000, 28, 28] for instance. The values
// are a part of the file's bytes.
struct IdxArray {
  std::vector<int> shape;
  std::span<const std::uint8_t> values;
};

// Reads a whole, unpacked file. Fails where the header is not that of an array of bytes, or where
// the length is not what the header says.
Result<IdxArray> parse_idx(std::span<const std::uint8_t> file);

}  // namespace inkling

// A batch of pictures by their pixels that are not zero: four of five of MNIST's are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "math/kernels/kernel_set.h"

namespace inkling {

// A sparse matrix [rows, cols] whose elements can be walked by rows (for the forward pass) and by
// columns (for the gradient). Keeps its memory from batch to batch.
class SparseBatch {
 public:
  // Begins an empty batch.
  void begin(int cols);
  // Appends a row: each non-zero byte times `scale`.
  void add_row(std::span<const std::uint8_t> bytes, float scale);
  // Sorts what was added by columns. Until then columns() is of the batch before.
  void sort_columns();

  SparseLists rows() const;
  SparseLists columns() const;

 private:
  int cols_ = 0;
  std::vector<std::uint32_t> row_starts_ = {0};
  std::vector<SparseEntry> by_row_;  // longer than what is in use
  std::vector<std::uint32_t> col_starts_;
  std::vector<SparseEntry> by_col_;
};

// The share of bytes that are not zero.
double density(std::span<const std::uint8_t> bytes);

}  // namespace inkling

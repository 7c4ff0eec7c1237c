// A SparseBatch keeps a batch of pictures by its pixels that are not zero: four of five of MNIST's
// are zero.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "math/kernels/kernel_set.h"

namespace inkling {

// A SparseBatch is a sparse matrix [rows, cols] whose elements can be walked by rows (for the
// forward pass) and by columns (for the gradient). It keeps its memory from batch to batch.
class SparseBatch {
 public:
  // Begins an empty batch.
  void begin(int cols);
  // Appends a row: each non-zero byte times `scale`.
  void add_row(std::span<const std::uint8_t> bytes, float scale);
  // Sorts the added elements by column. Until then columns() returns those of the batch before.
  void sort_columns();

  SparseLists rows() const;
  SparseLists columns() const;

 private:
  int cols_ = 0;
  std::vector<std::uint32_t> row_starts_ = {0};
  std::vector<SparseEntry> by_row_;  // It is longer than what is in use.
  std::vector<std::uint32_t> col_starts_;
  std::vector<SparseEntry> by_col_;
};

// Returns the share of bytes that are not zero.
double density(std::span<const std::uint8_t> bytes);

}  // namespace inkling

// A SparseBatch keeps a batch of a layer's inputs by those that are not zero: four of five of
// MNIST's pixels are zero, and so are more than half of a ReLU layer's outputs.
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
  // Rows are kept in bands of so many columns. A product walks all rows in one band, then all in
  // the next: the part of a panel of weights that a band needs, at most 25 KB of it, stays in the
  // fastest cache meanwhile.
  static constexpr int kBandCols = 196;

  // Begins an empty batch.
  void begin(int cols);
  // Appends a row: each non-zero byte times `scale`.
  void add_row(std::span<const std::uint8_t> bytes, float scale);
  // Appends a row of floats, those that are not zero.
  void add_row(std::span<const float> values);
  // Sorts the added elements by column, once. Until then columns() returns those of the batch
  // before.
  void sort_columns();

  int bands() const { return static_cast<int>(bands_.size()); }
  // Returns the elements of each row in a band.
  SparseLists rows(int band) const;
  SparseLists columns() const;

 private:
  struct Band {
    std::vector<std::uint32_t> starts;
    std::vector<SparseEntry> entries;  // It is longer than what is in use.
  };
  // Appends a row to each band: `add(entry, first, end)` writes the entries of the columns [first,
  // end) from `entry` on, and returns where they end.
  template <class Add>
  void add_to_bands(const Add& add);

  int cols_ = 0;
  std::vector<Band> bands_;
  std::vector<std::uint32_t> col_counts_;
  std::vector<std::uint32_t> col_starts_;
  std::vector<SparseEntry> by_col_;
};

// Returns the share of bytes that are not zero.
double density(std::span<const std::uint8_t> bytes);

}  // namespace inkling

#include "math/sparse_batch.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace inkling {

void SparseBatch::begin(int cols) {
  cols_ = cols;
  row_starts_.assign(1, 0);
}

void SparseBatch::add_row(std::span<const std::uint8_t> bytes, float scale) {
  assert(static_cast<int>(bytes.size()) == cols_);
  const std::size_t used = row_starts_.back();
  if (by_row_.size() < used + bytes.size()) by_row_.resize(2 * (used + bytes.size()));
  SparseEntry* entry = by_row_.data() + used;
  // Every element is written, and only those that count move `entry` on, so there is no branch to
  // be guessed wrong. Runs of zeros are left out eight at a time.
  std::size_t i = 0;
  const auto add = [&](std::size_t index) {
    *entry = {static_cast<std::uint32_t>(index), static_cast<float>(bytes[index]) * scale};
    entry += bytes[index] != 0 ? 1 : 0;
  };
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, bytes.data() + i, sizeof eight);
    if (eight == 0) continue;
    for (std::size_t j = 0; j < 8; ++j) add(i + j);
  }
  for (; i < bytes.size(); ++i) {
    if (bytes[i] != 0) add(i);
  }
  row_starts_.push_back(static_cast<std::uint32_t>(entry - by_row_.data()));
}

// The counting sort is stable, so each column lists its rows in their order.
void SparseBatch::sort_columns() {
  const std::uint32_t used = row_starts_.back();
  if (by_col_.size() < used) by_col_.resize(by_row_.size());
  col_starts_.assign(static_cast<std::size_t>(cols_) + 2, 0);
  // Elements are counted two places ahead: filling column c then leaves its end, the start of
  // column c + 1, in place.
  for (std::uint32_t i = 0; i < used; ++i) ++col_starts_[by_row_[i].index + 2];
  for (std::size_t c = 2; c < col_starts_.size(); ++c) col_starts_[c] += col_starts_[c - 1];
  for (std::size_t row = 0; row + 1 < row_starts_.size(); ++row) {
    for (std::uint32_t i = row_starts_[row]; i < row_starts_[row + 1]; ++i) {
      by_col_[col_starts_[by_row_[i].index + 1]++] = {static_cast<std::uint32_t>(row),
                                                      by_row_[i].value};
    }
  }
}

SparseLists SparseBatch::rows() const {
  return {row_starts_.data(), by_row_.data(), static_cast<int>(row_starts_.size()) - 1};
}

SparseLists SparseBatch::columns() const { return {col_starts_.data(), by_col_.data(), cols_}; }

double density(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return 0;
  const auto zeros = std::count(bytes.begin(), bytes.end(), 0);
  return 1 - static_cast<double>(zeros) / static_cast<double>(bytes.size());
}

}  // namespace inkling

#include "math/sparse_batch.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <utility>

namespace inkling {
namespace {

// Returns a bit for each of eight bytes, from the lowest on, that says whether it is not zero.
std::uint64_t lit_among_eight(const std::uint8_t* bytes) {
  constexpr std::uint64_t kLow = 0x7f7f7f7f7f7f7f7f;
  std::uint64_t eight;
  std::memcpy(&eight, bytes, sizeof eight);
  // The highest bit of each byte says it first; the product brings these bits side by side.
  const std::uint64_t highest = (((eight & kLow) + kLow) | eight) & ~kLow;
  return highest * 0x0002040810204081 >> 56;
}

// Does the same for up to 64 bytes.
std::uint64_t lit_among(const std::uint8_t* bytes, std::size_t count) {
  std::uint64_t lit = 0;
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) lit |= lit_among_eight(bytes + i) << i;
  for (; i < count; ++i) lit |= std::uint64_t{bytes[i] != 0} << i;
  return lit;
}

}  // namespace

void SparseBatch::begin(int cols) {
  cols_ = cols;
  bands_.resize(static_cast<std::size_t>((cols + kBandCols - 1) / kBandCols));
  for (Band& band : bands_) band.starts.assign(1, 0);
  col_counts_.assign(static_cast<std::size_t>(cols), 0);
}

template <class Add>
void SparseBatch::add_to_bands(const Add& add) {
  std::size_t first = 0;
  for (Band& band : bands_) {
    const std::size_t end = std::min(first + kBandCols, col_counts_.size());
    const std::size_t used = band.starts.back();
    if (band.entries.size() < used + kBandCols) band.entries.resize(2 * (used + kBandCols));
    const SparseEntry* past = add(band.entries.data() + used, first, end);
    band.starts.push_back(static_cast<std::uint32_t>(past - band.entries.data()));
    first = end;
  }
}

void SparseBatch::add_row(std::span<const std::uint8_t> bytes, float scale) {
  assert(static_cast<int>(bytes.size()) == cols_);
  add_to_bands([&](SparseEntry* entry, std::size_t first, std::size_t end) {
    for (; first < end; first += 64) {
      // Each round ends with a branch that is guessed wrong, so there are few rounds.
      for (std::uint64_t lit =
               lit_among(bytes.data() + first, std::min<std::size_t>(64, end - first));
           lit != 0; lit &= lit - 1) {
        const std::size_t col = first + static_cast<std::size_t>(std::countr_zero(lit));
        *entry++ = {static_cast<std::uint32_t>(col), static_cast<float>(bytes[col]) * scale};
        ++col_counts_[col];
      }
    }
    return entry;
  });
}

void SparseBatch::add_row(std::span<const float> values) {
  assert(static_cast<int>(values.size()) == cols_);
  add_to_bands([&](SparseEntry* entry, std::size_t col, std::size_t end) {
    // About every other one is zero, which no processor could guess: so there is no branch, and a
    // zero's entry is overwritten by the next one.
    for (; col < end; ++col) {
      *entry = {static_cast<std::uint32_t>(col), values[col]};
      const bool counts = values[col] != 0;
      entry += counts;
      col_counts_[col] += counts;
    }
    return entry;
  });
}

// The counting sort is stable, so each column lists its rows in their order.
void SparseBatch::sort_columns() {
  col_starts_.resize(static_cast<std::size_t>(cols_) + 1);
  std::uint32_t used = 0;
  for (std::size_t col = 0; col < col_counts_.size(); ++col) {
    col_starts_[col] = used;
    used += std::exchange(col_counts_[col], used);  // From here on it is the place of the next one.
  }
  col_starts_.back() = used;
  if (by_col_.size() < used) by_col_.resize(2 * used);
  for (const Band& band : bands_) {
    for (std::size_t row = 0; row + 1 < band.starts.size(); ++row) {
      for (std::uint32_t i = band.starts[row]; i < band.starts[row + 1]; ++i) {
        const auto [col, value] = band.entries[i];
        by_col_[col_counts_[col]++] = {static_cast<std::uint32_t>(row), value};
      }
    }
  }
}

SparseLists SparseBatch::rows(int index) const {
  const Band& band = bands_[static_cast<std::size_t>(index)];
  return {band.starts.data(), band.entries.data(), static_cast<int>(band.starts.size()) - 1};
}

SparseLists SparseBatch::columns() const { return {col_starts_.data(), by_col_.data(), cols_}; }

double density(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return 0;
  const auto zeros = std::count(bytes.begin(), bytes.end(), 0);
  return 1 - static_cast<double>(zeros) / static_cast<double>(bytes.size());
}

}  // namespace inkling

#include "math/sparse_batch.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "math/random.h"

using namespace inkling;

namespace {

// Returns rows of random bytes, of which about `share` are not zero.
std::vector<std::uint8_t> random_bytes(int rows, int cols, double share, std::uint64_t seed) {
  Random random(seed, 1);
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(rows) * cols);
  for (std::uint8_t& byte : bytes) {
    if (random.uniform() < share) byte = static_cast<std::uint8_t>(1 + random.below(255));
  }
  return bytes;
}

// Adds what the lists say to a dense [rows, cols] matrix of bytes.
void add_lists(const SparseLists& lists, int cols, bool by_column, std::vector<int>& values) {
  for (int i = 0; i < lists.count; ++i) {
    for (std::uint32_t e = lists.starts[i]; e < lists.starts[i + 1]; ++e) {
      const auto other = static_cast<int>(lists.entries[e].index);
      values[by_column ? other * cols + i : i * cols + other] +=
          static_cast<int>(lists.entries[e].value);
    }
  }
}

}  // namespace

TEST_CASE("rows and columns hold exactly the bytes that are not zero") {
  // The same object is filled again and again: nothing of an earlier batch may stay.
  SparseBatch batch;
  for (const auto& shape : {std::pair{3, 784}, {128, 784}, {5, 13}, {1, 1}, {0, 9}}) {
    const int rows = shape.first;
    const int cols = shape.second;
    for (const double share : {0.0, 0.2, 1.0}) {
      const auto bytes = random_bytes(rows, cols, share, 7);
      batch.begin(cols);
      for (int i = 0; i < rows; ++i) {
        batch.add_row(std::span(bytes).subspan(static_cast<std::size_t>(i) * cols, cols), 1.0f);
      }
      batch.sort_columns();
      const std::vector<int> expected(bytes.begin(), bytes.end());
      INFO(rows, " x ", cols, ", ", share);
      std::vector<int> by_rows(bytes.size()), by_columns(bytes.size());
      std::size_t elements = 0;
      for (int band = 0; band < batch.bands(); ++band) {
        CHECK(batch.rows(band).count == rows);
        add_lists(batch.rows(band), cols, false, by_rows);
        elements += batch.rows(band).starts[rows];
      }
      CHECK(batch.columns().count == cols);
      add_lists(batch.columns(), cols, true, by_columns);
      CHECK(by_rows == expected);
      CHECK(by_columns == expected);
      const auto zeros = std::count(bytes.begin(), bytes.end(), std::uint8_t{0});
      CHECK(elements == bytes.size() - static_cast<std::size_t>(zeros));
      CHECK(batch.columns().starts[cols] == elements);
    }
  }
}

TEST_CASE("floats are listed as bytes are, and negative ones and NaN count") {
  constexpr int kRows = 7, kCols = SparseBatch::kBandCols + 30;
  const auto bytes = random_bytes(kRows, kCols, 0.5, 9);
  SparseBatch of_bytes, of_floats;
  of_bytes.begin(kCols);
  of_floats.begin(kCols);
  for (int i = 0; i < kRows; ++i) {
    const auto row = std::span(bytes).subspan(static_cast<std::size_t>(i) * kCols, kCols);
    of_bytes.add_row(row, 1.0f);
    of_floats.add_row(std::vector<float>(row.begin(), row.end()));
  }
  of_bytes.sort_columns();
  of_floats.sort_columns();
  const auto check_same = [](const SparseLists& a, const SparseLists& b) {
    REQUIRE(a.count == b.count);
    REQUIRE(std::equal(a.starts, a.starts + a.count + 1, b.starts));
    const auto same = [](const SparseEntry& x, const SparseEntry& y) {
      return x.index == y.index && x.value == y.value;
    };
    CHECK(std::equal(a.entries, a.entries + a.starts[a.count], b.entries, same));
  };
  for (int band = 0; band < 2; ++band) check_same(of_bytes.rows(band), of_floats.rows(band));
  check_same(of_bytes.columns(), of_floats.columns());

  of_floats.begin(3);
  of_floats.add_row(std::vector<float>{-0.5f, 0, std::numeric_limits<float>::quiet_NaN()});
  CHECK(of_floats.rows(0).starts[1] == 2);
  CHECK(of_floats.rows(0).entries[0].value == -0.5f);
}

TEST_CASE("values are scaled") {
  SparseBatch batch;
  batch.begin(2);
  batch.add_row(std::vector<std::uint8_t>{0, 255}, 1.0f / 255);
  CHECK(batch.rows(0).entries[0].index == 1);
  CHECK(batch.rows(0).entries[0].value == 1.0f);
}

TEST_CASE("lists are in order, and a row's elements in the band of their columns") {
  constexpr int kRows = 9, kCols = 2 * SparseBatch::kBandCols + 5;
  const auto bytes = random_bytes(kRows, kCols, 0.3, 3);
  SparseBatch batch;
  batch.begin(kCols);
  for (int i = 0; i < kRows; ++i) {
    batch.add_row(std::span(bytes).subspan(static_cast<std::size_t>(i) * kCols, kCols), 1.0f);
  }
  batch.sort_columns();
  const auto check_order = [](const SparseLists& lists) {
    for (int i = 0; i < lists.count; ++i) {
      CHECK(std::is_sorted(
          lists.entries + lists.starts[i], lists.entries + lists.starts[i + 1],
          [](const SparseEntry& a, const SparseEntry& b) { return a.index < b.index; }));
    }
  };
  REQUIRE(batch.bands() == 3);
  for (int band = 0; band < 3; ++band) {
    const SparseLists rows = batch.rows(band);
    check_order(rows);
    for (std::uint32_t e = 0; e < rows.starts[kRows]; ++e) {
      CHECK(static_cast<int>(rows.entries[e].index) / SparseBatch::kBandCols == band);
    }
  }
  check_order(batch.columns());
}

TEST_CASE("density is the share of what is not zero") {
  CHECK(density(std::vector<std::uint8_t>{0, 1, 0, 9}) == 0.5);
  CHECK(density({}) == 0);
}

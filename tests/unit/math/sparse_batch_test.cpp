#include "math/sparse_batch.h"

#include <doctest/doctest.h>

#include <algorithm>

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

// Returns what the lists say, as a dense [rows, cols] matrix of bytes.
std::vector<int> dense(const SparseLists& lists, int rows, int cols, bool by_column) {
  std::vector<int> values(static_cast<std::size_t>(rows) * cols);
  for (int i = 0; i < lists.count; ++i) {
    for (std::uint32_t e = lists.starts[i]; e < lists.starts[i + 1]; ++e) {
      const auto other = static_cast<int>(lists.entries[e].index);
      values[by_column ? other * cols + i : i * cols + other] =
          static_cast<int>(lists.entries[e].value);
    }
  }
  return values;
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
      CHECK(batch.rows().count == rows);
      CHECK(batch.columns().count == cols);
      CHECK(dense(batch.rows(), rows, cols, false) == expected);
      CHECK(dense(batch.columns(), rows, cols, true) == expected);
      const auto zeros = std::count(bytes.begin(), bytes.end(), std::uint8_t{0});
      CHECK(batch.rows().starts[rows] == bytes.size() - static_cast<std::size_t>(zeros));
    }
  }
}

TEST_CASE("values are scaled") {
  SparseBatch batch;
  batch.begin(2);
  batch.add_row(std::vector<std::uint8_t>{0, 255}, 1.0f / 255);
  CHECK(batch.rows().entries[0].index == 1);
  CHECK(batch.rows().entries[0].value == 1.0f);
}

TEST_CASE("density is the share of what is not zero") {
  CHECK(density(std::vector<std::uint8_t>{0, 1, 0, 9}) == 0.5);
  CHECK(density({}) == 0);
}

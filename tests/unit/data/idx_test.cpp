#include "data/idx.h"

#include <doctest/doctest.h>

using namespace inkling;

namespace {
const std::vector<std::uint8_t> kFile = {0, 0, 8, 2,  0,  0,  0,  2,  0,
                                         0, 0, 3, 10, 11, 12, 13, 14, 15};
}

TEST_CASE("shape and values are read") {
  const auto array = parse_idx(kFile);
  REQUIRE(array.ok());
  CHECK(array->shape == std::vector<int>{2, 3});
  CHECK(array->values.size() == 6);
  CHECK(array->values[5] == 15);
}

TEST_CASE("a file that is cut off anywhere is refused") {
  for (std::size_t size = 0; size < kFile.size(); ++size) {
    CHECK_FALSE(parse_idx(std::span(kFile).first(size)).ok());
  }
}

TEST_CASE("damage is refused") {
  const auto damaged = [](std::size_t at, std::uint8_t value) {
    auto file = kFile;
    file[at] = value;
    return parse_idx(file).ok();
  };
  CHECK_FALSE(damaged(0, 1));     // The file does not begin with zeros.
  CHECK_FALSE(damaged(2, 0x0d));  // The values are floats.
  CHECK_FALSE(damaged(3, 0));     // There is no dimension.
  CHECK_FALSE(damaged(3, 255));   // There are too many dimensions.
  CHECK_FALSE(damaged(7, 1));     // The shape is smaller than the file.
  CHECK_FALSE(damaged(4, 255));   // There are 4 billion rows.
  auto longer = kFile;
  longer.push_back(0);
  CHECK_FALSE(parse_idx(longer).ok());
}

TEST_CASE("a product of extents that overflows is refused") {
  const std::vector<std::uint8_t> file = {0,   0,   8,   4,   255, 255, 255, 255, 255, 255,
                                          255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  CHECK_FALSE(parse_idx(file).ok());
}

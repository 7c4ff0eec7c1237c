#include "model/npz.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string_view>

#include "model/foreign/foreign_file.h"
#include "model/foreign/zip_file.h"
#include "model/zip_writer.h"

namespace inkling {
namespace {

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST_CASE("the check sum is the one that everybody uses") {
  // The check value of CRC-32 in the catalogue of parametrised CRC algorithms.
  CHECK(crc32(bytes_of("123456789")) == 0xCBF43926);
  CHECK(crc32({}) == 0);
}

TEST_CASE("an archive gives its files back") {
  ZipWriter writer;
  writer.add("a.txt", bytes_of("first"));
  writer.add("empty", {});
  const auto archive = writer.take();
  const auto files = read_zip(archive);
  REQUIRE(files.ok());
  REQUIRE(files->size() == 2);
  const ZipEntry *text = find_entry(*files, "a.txt"), *empty = find_entry(*files, "empty");
  REQUIRE(text != nullptr);
  REQUIRE(empty != nullptr);
  CHECK(std::equal(text->bytes.begin(), text->bytes.end(), "first"));
  CHECK(empty->bytes.empty());
  CHECK(find_entry(*files, "b.txt") == nullptr);
}

TEST_CASE("NumPy's arrays hold the same network, and texts beside them") {
  Network<float> network({.layers = {784, 12, 10}});
  network.initialise(3);
  const auto archive = to_npz(network, {{"model_card.txt", "It reads digits."}});
  const auto read = read_foreign_file(archive);
  REQUIRE(read.ok());
  REQUIRE(read->shape() == network.shape());
  CHECK(std::equal(read->parameters().begin(), read->parameters().end(),
                   network.parameters().begin()));
  const auto files = read_zip(archive);
  REQUIRE(files.ok());
  REQUIRE(find_entry(*files, "0.weight.npy") != nullptr);
  const auto array = find_entry(*files, "0.weight.npy")->bytes;
  const std::string_view text(reinterpret_cast<const char*>(array.data()), array.size());
  CHECK(text.find("'shape': (784, 12)") != std::string_view::npos);
  CHECK((text.find('\n') + 1) % 64 == 0);
  CHECK(find_entry(*files, "model_card.txt") != nullptr);
}

}  // namespace
}  // namespace inkling

#include "base/bytes.h"

#include <doctest/doctest.h>

using namespace inkling;

namespace {

struct Inner {
  int number = 0;
  std::string text;
  static void fields(auto& self, auto& archive) { archive(self.number, self.text); }
};

struct Outer {
  bool flag = false;
  std::vector<float> values;
  Inner inner;
  static void fields(auto& self, auto& archive) { archive(self.flag, self.values, self.inner); }
};

std::vector<std::uint8_t> written() {
  const Outer outer{
      .flag = true, .values = {1.5f, -2.0f}, .inner = {.number = -7, .text = "墨 ink"}};
  ByteWriter writer;
  writer(outer);
  return writer.take();
}

}  // namespace

TEST_CASE("what is written is read") {
  Outer outer;
  const auto bytes = written();
  ByteReader reader(bytes);
  reader(outer);
  CHECK(reader.ok());
  CHECK(outer.flag);
  CHECK(outer.values == std::vector<float>{1.5f, -2.0f});
  CHECK(outer.inner.number == -7);
  CHECK(outer.inner.text == "墨 ink");
}

TEST_CASE("bytes that are cut off anywhere, or too many, are noticed") {
  const auto bytes = written();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    Outer outer;
    ByteReader reader({bytes.data(), size});
    reader(outer);
    CHECK_FALSE(reader.ok());
  }
  auto longer = bytes;
  longer.push_back(0);
  Outer outer;
  ByteReader reader(longer);
  reader(outer);
  CHECK_FALSE(reader.ok());
}

TEST_CASE("a length that lies does not make it read or reserve that much") {
  const std::vector<std::uint8_t> bytes = {1, 0xff, 0xff, 0xff, 0xff};
  Outer outer;
  ByteReader reader(bytes);
  reader(outer);
  CHECK_FALSE(reader.ok());
  CHECK(outer.values.empty());
}

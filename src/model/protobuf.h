// These classes know the wire format of Protocol Buffers
// (https://protobuf.dev/programming-guides/encoding), as far as a model file needs it: a message is
// a row of fields, each a number with a value.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace inkling {

class ProtoWriter {
 public:
  void number(int field, std::uint64_t value) {
    varint(static_cast<std::uint64_t>(field) << 3);
    varint(value);
  }
  void bytes(int field, std::span<const std::uint8_t> value) {
    varint(static_cast<std::uint64_t>(field) << 3 | 2);
    varint(value.size());
    bytes_.insert(bytes_.end(), value.begin(), value.end());
  }
  void text(int field, std::string_view value) {
    bytes(field, {reinterpret_cast<const std::uint8_t*>(value.data()), value.size()});
  }
  void message(int field, const ProtoWriter& value) { bytes(field, value.bytes_); }
  std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  void varint(std::uint64_t value) {
    for (; value >= 128; value >>= 7) bytes_.push_back(static_cast<std::uint8_t>(value | 128));
    bytes_.push_back(static_cast<std::uint8_t>(value));
  }

  std::vector<std::uint8_t> bytes_;
};

struct ProtoField {
  int number = 0;
  std::uint64_t value = 0;              // It holds a number.
  std::span<const std::uint8_t> bytes;  // They hold a text, a message or bytes.

  std::string_view text() const {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
};

// A ProtoReader takes a message apart. It never reads beyond its end.
class ProtoReader {
 public:
  explicit ProtoReader(std::span<const std::uint8_t> message) : rest_(message) {}

  // Returns the next field, or nothing at the end or where the bytes are no message: then failed()
  // is true.
  std::optional<ProtoField> next() {
    if (rest_.empty() || failed_) return std::nullopt;
    const std::uint64_t key = varint();
    ProtoField field{.number = static_cast<int>(key >> 3 & 0x1fffffff), .bytes = {}};
    switch (key & 7) {
      case 0:
        field.value = varint();
        break;
      case 1:
        field.bytes = take(8);
        break;
      case 2:
        field.bytes = take(varint());
        break;
      case 5:
        field.bytes = take(4);
        break;
      default:
        failed_ = true;
    }
    if (failed_) return std::nullopt;
    return field;
  }
  bool failed() const { return failed_; }

 private:
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = take(1);
      if (failed_) return 0;
      value |= static_cast<std::uint64_t>(byte[0] & 127) << shift;
      if (byte[0] < 128) return value;
    }
    failed_ = true;
    return 0;
  }
  std::span<const std::uint8_t> take(std::uint64_t size) {
    if (failed_ || size > rest_.size()) {
      failed_ = true;
      return {};
    }
    const auto taken = rest_.first(static_cast<std::size_t>(size));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }

  std::span<const std::uint8_t> rest_;
  bool failed_ = false;
};

}  // namespace inkling

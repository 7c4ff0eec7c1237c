// Plain structs as bytes, and back.
//
// A struct lists its members once, in `template <class Archive> void fields(Archive& archive) {
// archive(a, b, c); }`, and both directions follow from that.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace inkling {

class ByteWriter {
 public:
  template <class... Values>
  void operator()(Values&... values) {
    (write(values), ...);
  }
  std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  template <class T>
  void write(T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      append(&value, sizeof value);
    } else {
      value.fields(*this);
    }
  }
  template <class T>
  void write(std::vector<T>& values) {
    std::uint32_t count = static_cast<std::uint32_t>(values.size());
    write(count);
    if constexpr (std::is_trivially_copyable_v<T>) {
      append(values.data(), values.size() * sizeof(T));
    } else {
      for (T& value : values) write(value);
    }
  }
  void write(std::string& text) {
    std::vector<char> letters(text.begin(), text.end());
    write(letters);
  }
  void append(const void* from, std::size_t size) {
    const auto* bytes = static_cast<const std::uint8_t*>(from);
    bytes_.insert(bytes_.end(), bytes, bytes + size);
  }

  std::vector<std::uint8_t> bytes_;
};

// Reads what ByteWriter wrote. Never reads beyond the end: what is missing is zero or empty, and
// ok() says so.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  template <class... Values>
  void operator()(Values&... values) {
    (read(values), ...);
  }
  // Everything was there, and nothing is left over.
  bool ok() const { return !failed_ && rest_.empty(); }

 private:
  template <class T>
  void read(T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      take(&value, sizeof value);
    } else {
      value.fields(*this);
    }
  }
  template <class T>
  void read(std::vector<T>& values) {
    std::uint32_t count = 0;
    read(count);
    // An element takes a byte at least, a plain one takes all of its size.
    constexpr bool kPlain = std::is_trivially_copyable_v<T>;
    if (count > rest_.size() / (kPlain ? sizeof(T) : 1)) {
      failed_ = true;
      return;
    }
    values.resize(count);
    if constexpr (kPlain) {
      take(values.data(), count * sizeof(T));
    } else {
      for (T& value : values) read(value);
    }
  }
  void read(bool& value) {
    std::uint8_t byte = 0;
    take(&byte, 1);
    value = byte != 0;
  }
  void read(std::string& text) {
    std::vector<char> letters;
    read(letters);
    text.assign(letters.begin(), letters.end());
  }
  void take(void* to, std::size_t size) {
    if (size > rest_.size()) {
      failed_ = true;
      return;
    }
    if (size > 0) std::memcpy(to, rest_.data(), size);
    rest_ = rest_.subspan(size);
  }

  std::span<const std::uint8_t> rest_;
  bool failed_ = false;
};

}  // namespace inkling

// Plain structs are written as bytes, and read back.
//
// A struct lists its members once, and both directions follow from that:
//
//   static void fields(auto& self, auto& archive) { archive(self.a, self.b, self.c); }
//
// `self` is constant where the struct is written.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace inkling {

template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;
// An array of numbers is as plain as each of them: how many there are need not be written.
template <class T>
inline constexpr bool kIsNumbers = std::is_arithmetic_v<T> || std::is_enum_v<T>;
template <class T, std::size_t kCount>
inline constexpr bool kIsNumbers<std::array<T, kCount>> = kIsNumbers<T>;

class ByteWriter {
 public:
  template <class... Values>
  void operator()(const Values&... values) {
    (write(values), ...);
  }
  std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  template <class T>
  void write(const T& value) {
    if constexpr (kIsNumbers<T>) {
      append(&value, sizeof value);
    } else if constexpr (kIsVector<T> || std::is_same_v<T, std::string>) {
      write_elements(value);
    } else {
      T::fields(value, *this);
    }
  }
  template <class Sequence>
  void write_elements(const Sequence& values) {
    using Element = typename Sequence::value_type;
    write(static_cast<std::uint32_t>(values.size()));
    if constexpr (std::is_trivially_copyable_v<Element>) {
      append(values.data(), values.size() * sizeof(Element));
    } else {
      for (const auto& value : values) write(value);
    }
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
  // Returns whether everything was there and nothing is left over.
  bool ok() const { return !failed_ && rest_.empty(); }

 private:
  template <class T>
  void read(T& value) {
    if constexpr (kIsNumbers<T>) {
      take(&value, sizeof value);
    } else {
      T::fields(value, *this);
    }
  }
  template <class T>
  void read(std::vector<T>& values) {
    std::uint32_t count = 0;
    read(count);
    // An element takes at least one byte, and a plain one takes all of its size.
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

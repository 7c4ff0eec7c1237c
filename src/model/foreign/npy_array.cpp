#include "model/foreign/npy_array.h"

#include <charconv>
#include <map>
#include <optional>
#include <string_view>

#include "model/foreign/formats.h"
#include "model/foreign/shown_name.h"

namespace inkling {
namespace {

Error damaged_array(const std::string& name, const std::string& what) {
  const std::string shown = shown_name(name);
  return refused_part(shown, "The array " + shown + " in this file " + what + ".");
}

// Returns what follows a key in the header, which is a Python dictionary written out.
std::string_view value_in_header(std::string_view header, std::string_view key) {
  const std::size_t at = header.find(key);
  if (at == std::string_view::npos) return {};
  const std::size_t colon = header.find(':', at);
  if (colon == std::string_view::npos) return {};
  const std::size_t begin = header.find_first_not_of(' ', colon + 1);
  return begin == std::string_view::npos ? std::string_view{} : header.substr(begin);
}

std::optional<std::vector<std::int64_t>> shape_in_header(std::string_view text) {
  if (!text.starts_with('(')) return std::nullopt;
  std::vector<std::int64_t> shape;
  const char* at = text.data() + 1;
  const char* end = text.data() + text.size();
  while (at < end && *at != ')') {
    // Python 2 writes 784L.
    if (*at == ' ' || *at == ',' || *at == 'L') {
      ++at;
      continue;
    }
    std::int64_t extent = 0;
    const auto [next, error] = std::from_chars(at, end, extent);
    if (error != std::errc() || extent < 0) return std::nullopt;
    shape.push_back(extent);
    at = next;
  }
  if (at == end) return std::nullopt;
  return shape;
}

// A type is written as its byte order, its kind and its size: '<f4'.
TypeInFile type_in_numpy(std::string_view descr) {
  static const std::map<std::string_view, ElementType> kTypes = {
      {"f8", ElementType::kFloat64}, {"f4", ElementType::kFloat32}, {"f2", ElementType::kFloat16},
      {"i8", ElementType::kInt64},   {"i4", ElementType::kInt32},   {"i2", ElementType::kInt16},
      {"i1", ElementType::kInt8},    {"u8", ElementType::kUint64},  {"u4", ElementType::kUint32},
      {"u2", ElementType::kUint16},  {"u1", ElementType::kUint8}};
  const std::size_t end = descr.empty() ? std::string_view::npos : descr.find(descr[0], 1);
  const std::string_view words = descr.substr(0, end).substr(descr.empty() ? 0 : 1);
  const bool quoted = descr.starts_with('\'') || descr.starts_with('"');
  const auto found = quoted && words.size() == 3 ? kTypes.find(words.substr(1)) : kTypes.end();
  if (found == kTypes.end() || std::string_view("<>|=").find(words[0]) == std::string_view::npos) {
    return {ElementType::kOther, std::string(quoted ? words : "structure"), ByteOrder::kLittle};
  }
  return {found->second, std::string(words),
          words[0] == '>' ? ByteOrder::kBig : ByteOrder::kLittle};
}

}  // namespace

bool is_npy(std::span<const std::uint8_t> bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return text.starts_with("\x93NUMPY");
}

Result<NpyArray> parse_npy(const std::string& name, std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kVersionAt = 6, kLengthAt = 8;
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (!is_npy(bytes) || text.size() < kLengthAt + 4) {
    return damaged_array(name, "is not one of NumPy's");
  }
  const bool wide = bytes[kVersionAt] >= 2;
  std::size_t length = bytes[kLengthAt] | static_cast<std::size_t>(bytes[kLengthAt + 1]) << 8;
  if (wide) {
    length |= static_cast<std::size_t>(bytes[kLengthAt + 2]) << 16 |
              static_cast<std::size_t>(bytes[kLengthAt + 3]) << 24;
  }
  const std::size_t begin = kLengthAt + (wide ? 4 : 2);
  if (bytes.size() - begin < length) return damaged_array(name, "is cut off");
  const std::string_view header = text.substr(begin, length);
  const std::string_view descr = value_in_header(header, "'descr'");
  if (descr.starts_with("'|O'") || descr.starts_with("'O'")) {
    return damaged_array(name, "holds Python objects; save arrays of numbers instead");
  }
  auto shape = shape_in_header(value_in_header(header, "'shape'"));
  if (!shape) return damaged_array(name, "has no shape");
  const std::string_view order = value_in_header(header, "'fortran_order'");
  const bool fortran = order.starts_with("True");
  if (!fortran && !order.starts_with("False")) return damaged_array(name, "has no order");
  return NpyArray{.shape = *std::move(shape),
                  .type = type_in_numpy(descr),
                  .fortran = fortran,
                  .data = bytes.subspan(begin + length)};
}

}  // namespace inkling

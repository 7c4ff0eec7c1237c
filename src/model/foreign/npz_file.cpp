#include "model/foreign/npz_file.h"

#include <charconv>
#include <optional>
#include <string_view>

#include "model/foreign/elements.h"

namespace inkling {
namespace {

Error damaged_array(const std::string& name, const std::string& what) {
  return {ErrorCode::kBadModel, "The array " + name + " in this file " + what + "."};
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

std::optional<std::vector<int>> shape_in_header(std::string_view text) {
  if (!text.starts_with('(')) return std::nullopt;
  std::vector<int> shape;
  const char* at = text.data() + 1;
  const char* end = text.data() + text.size();
  while (at < end && *at != ')') {
    if (*at == ' ' || *at == ',') {
      ++at;
      continue;
    }
    int extent = 0;
    const auto [next, error] = std::from_chars(at, end, extent);
    if (error != std::errc() || extent < 0) return std::nullopt;
    shape.push_back(extent);
    at = next;
  }
  if (at == end) return std::nullopt;
  return shape;
}

ElementType type_in_numpy(std::string_view descr) {
  if (descr.starts_with("'<f8'")) return ElementType::kFloat64;
  if (descr.starts_with("'<f4'")) return ElementType::kFloat32;
  if (descr.starts_with("'<f2'")) return ElementType::kFloat16;
  return ElementType::kWhole;
}

Result<NamedTensor> read_array(const std::string& name, std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kMagic = "\x93NUMPY";
  constexpr std::size_t kVersionAt = 6, kLengthAt = 8;
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (!text.starts_with(kMagic) || text.size() < kLengthAt + 4) {
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
  if (descr.starts_with("'|O'")) {
    return damaged_array(name, "holds Python objects; save arrays of numbers instead");
  }
  const auto shape = shape_in_header(value_in_header(header, "'shape'"));
  if (!shape) return damaged_array(name, "has no shape");
  const ElementType type = type_in_numpy(descr);
  NamedTensor tensor{
      .name = name, .shape = *shape, .values = {}, .whole = type == ElementType::kWhole};
  if (tensor.whole) return tensor;
  std::uint64_t count = 1;
  for (const int extent : *shape) {
    count *= static_cast<std::uint64_t>(extent);
    if (count > bytes.size()) return damaged_array(name, "is cut off");
  }
  auto values = read_elements(type, bytes.subspan(begin + length), count);
  if (!values) return damaged_array(name, "has too few numbers, or too many");
  tensor.values = std::move(*values);
  if (value_in_header(header, "'fortran_order'").starts_with("True") && shape->size() == 2) {
    const auto rows = static_cast<std::size_t>((*shape)[0]);
    const auto cols = static_cast<std::size_t>((*shape)[1]);
    std::vector<float> by_rows(tensor.values.size());
    for (std::size_t i = 0; i < by_rows.size(); ++i) {
      by_rows[i] = tensor.values[i % cols * rows + i / cols];
    }
    tensor.values = std::move(by_rows);
  }
  return tensor;
}

}  // namespace

Result<std::vector<NamedTensor>> npz_tensors(const ZipFiles& files) {
  std::vector<NamedTensor> tensors;
  for (const auto& [file, bytes] : files) {
    if (!file.ends_with(".npy")) continue;
    Result<NamedTensor> tensor = read_array(file.substr(0, file.size() - 4), bytes);
    if (!tensor) return tensor.error();
    tensors.push_back(std::move(*tensor));
  }
  return tensors;
}

}  // namespace inkling

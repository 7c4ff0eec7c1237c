#include "model/foreign/elements.h"

#include <algorithm>
#include <cstring>

#include "model/foreign/half.h"
#include "nn/network.h"

namespace inkling {
namespace {

template <class T>
T element_of(std::span<const std::uint8_t> bytes, ByteOrder order) {
  std::uint8_t ordered[sizeof(T)];
  std::copy_n(bytes.begin(), sizeof(T), ordered);
  if (order == ByteOrder::kBig) std::reverse(ordered, ordered + sizeof(T));
  T element;
  std::memcpy(&element, ordered, sizeof element);
  return element;
}

}  // namespace

std::size_t element_size(ElementType type) {
  switch (type) {
    case ElementType::kFloat64:
    case ElementType::kInt64:
    case ElementType::kUint64:
      return 8;
    case ElementType::kFloat32:
    case ElementType::kInt32:
    case ElementType::kUint32:
      return 4;
    case ElementType::kFloat16:
    case ElementType::kBfloat16:
    case ElementType::kInt16:
    case ElementType::kUint16:
      return 2;
    case ElementType::kInt8:
    case ElementType::kUint8:
      return 1;
    case ElementType::kOther:
      return 0;
  }
  return 0;
}

bool is_whole(ElementType type) {
  return type >= ElementType::kInt8 && type <= ElementType::kUint64;
}

float read_element(ElementType type, std::span<const std::uint8_t> bytes, ByteOrder order) {
  switch (type) {
    case ElementType::kFloat64:
      return static_cast<float>(element_of<double>(bytes, order));
    case ElementType::kFloat32:
      return element_of<float>(bytes, order);
    case ElementType::kFloat16:
      return from_float16(element_of<std::uint16_t>(bytes, order));
    case ElementType::kBfloat16:
      return from_bfloat16(element_of<std::uint16_t>(bytes, order));
    case ElementType::kInt8:
      return element_of<std::int8_t>(bytes, order);
    case ElementType::kInt16:
      return element_of<std::int16_t>(bytes, order);
    case ElementType::kInt32:
      return static_cast<float>(element_of<std::int32_t>(bytes, order));
    case ElementType::kInt64:
      return static_cast<float>(element_of<std::int64_t>(bytes, order));
    case ElementType::kUint8:
      return element_of<std::uint8_t>(bytes, order);
    case ElementType::kUint16:
      return element_of<std::uint16_t>(bytes, order);
    case ElementType::kUint32:
      return static_cast<float>(element_of<std::uint32_t>(bytes, order));
    case ElementType::kUint64:
      return static_cast<float>(element_of<std::uint64_t>(bytes, order));
    case ElementType::kOther:
      return 0;
  }
  return 0;
}

std::optional<std::vector<float>> read_elements(ElementType type,
                                                std::span<const std::uint8_t> bytes,
                                                std::uint64_t count, ByteOrder order) {
  const std::size_t size = element_size(type);
  if (size == 0 || count > kMaxParameters || bytes.size() != count * size) return std::nullopt;
  std::vector<float> values(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = read_element(type, bytes.subspan(i * size, size), order);
  }
  return values;
}

}  // namespace inkling

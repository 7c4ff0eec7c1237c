#include "model/foreign/elements.h"

#include <cstring>

#include "model/foreign/half.h"
#include "nn/network.h"

namespace inkling {
namespace {

template <class T, class Convert>
std::vector<float> converted(std::span<const std::uint8_t> bytes, Convert convert) {
  std::vector<float> values(bytes.size() / sizeof(T));
  for (std::size_t i = 0; i < values.size(); ++i) {
    T element;
    std::memcpy(&element, bytes.data() + i * sizeof(T), sizeof element);
    values[i] = convert(element);
  }
  return values;
}

}  // namespace

std::size_t element_size(ElementType type) {
  switch (type) {
    case ElementType::kFloat64:
      return 8;
    case ElementType::kFloat32:
      return 4;
    case ElementType::kFloat16:
    case ElementType::kBfloat16:
      return 2;
    case ElementType::kWhole:
      return 0;
  }
  return 0;
}

std::optional<std::vector<float>> read_elements(ElementType type,
                                                std::span<const std::uint8_t> bytes,
                                                std::uint64_t count) {
  if (count > kMaxParameters || bytes.size() != count * element_size(type)) return std::nullopt;
  switch (type) {
    case ElementType::kFloat64:
      return converted<double>(bytes, [](double value) { return static_cast<float>(value); });
    case ElementType::kFloat32:
      return converted<float>(bytes, [](float value) { return value; });
    case ElementType::kFloat16:
      return converted<std::uint16_t>(bytes, from_float16);
    case ElementType::kBfloat16:
      return converted<std::uint16_t>(bytes, from_bfloat16);
    case ElementType::kWhole:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace inkling

// Reads the numbers of a tensor from bytes, whatever type they are of.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace inkling {

// kOther is any type that is not read: complex numbers, floats of 8 bits, structures.
enum class ElementType {
  kFloat64,
  kFloat32,
  kFloat16,
  kBfloat16,
  kInt8,
  kInt16,
  kInt32,
  kInt64,
  kUint8,
  kUint16,
  kUint32,
  kUint64,
  kOther,
};

// Returns the size of an element in bytes, or 0 for kOther.
std::size_t element_size(ElementType type);

// Whole numbers are counts, indices or rounded weights.
bool is_whole(ElementType type);

enum class ByteOrder { kLittle, kBig };

// Returns one number. `bytes` are as many as the type has.
float read_element(ElementType type, std::span<const std::uint8_t> bytes,
                   ByteOrder order = ByteOrder::kLittle);

// Returns nothing where the bytes are not exactly `count` numbers, or more than any network has.
std::optional<std::vector<float>> read_elements(ElementType type,
                                                std::span<const std::uint8_t> bytes,
                                                std::uint64_t count,
                                                ByteOrder order = ByteOrder::kLittle);

}  // namespace inkling

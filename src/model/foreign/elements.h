// Reads the numbers of a tensor from bytes, whatever type they are of.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace inkling {

enum class ElementType { kFloat64, kFloat32, kFloat16, kBfloat16, kWhole };

// Returns the size of an element in bytes; a whole number has none that matters.
std::size_t element_size(ElementType type);

// Returns nothing where the bytes are not exactly `count` numbers, or more than any network has.
std::optional<std::vector<float>> read_elements(ElementType type,
                                                std::span<const std::uint8_t> bytes,
                                                std::uint64_t count);

}  // namespace inkling

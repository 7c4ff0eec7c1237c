// Enumerators have their names in a table, in the enumeration's order.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace inkling {

// Returns nothing where no enumerator has this name.
template <class Enum, std::size_t kCount>
std::optional<Enum> value_named(const char* const (&names)[kCount], std::string_view name) {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (name == names[i]) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace inkling

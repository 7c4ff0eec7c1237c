// People write whole numbers, which are read here.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace inkling {

// Returns nothing where the text is anything other than a whole number within the bounds.
inline std::optional<int> whole_number(std::string_view text, int least, int most) {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end || number < least || number > most) {
    return std::nullopt;
  }
  return number;
}

}  // namespace inkling

// People and programs write numbers with a fraction, which are read here.
#pragma once

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace inkling {

// Returns nothing where the text is anything other than one decimal number, such as 3, -0.25 or
// 1e-3. Spaces, hexadecimal digits, "nan" and whatever follows a NUL are not part of one.
// std::from_chars would do, but the library of Emscripten's older releases has none for floating
// point.
inline std::optional<double> decimal_number(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789.eE+-") != text.npos) return std::nullopt;
  if (text[0] == '+' || text[0] == 'e' || text[0] == 'E') return std::nullopt;
  const std::string copy(text);  // strtod reads up to a NUL.
  char* end = nullptr;
  const double number = std::strtod(copy.c_str(), &end);
  if (end != copy.c_str() + copy.size()) return std::nullopt;
  return number;
}

}  // namespace inkling

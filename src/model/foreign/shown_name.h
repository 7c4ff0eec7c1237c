// shown_name() makes a name that stands in somebody else's file fit for a sentence.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace inkling {

// Names come from files, and may be a megabyte of anything: what is not printable becomes a
// question mark, and the rest is cut off after some letters.
inline std::string shown_name(std::string_view name) {
  constexpr std::size_t kMost = 60;
  std::string words;
  for (std::size_t i = 0; i < name.size();) {
    if (words.size() >= kMost) return words + "...";
    const auto first = static_cast<unsigned char>(name[i]);
    // UTF-8 says in the first byte of a letter how many follow, which all begin with the bits 10.
    const std::size_t length = first < 0x80                    ? 1
                               : first >= 0xc2 && first < 0xe0 ? 2
                               : first >= 0xe0 && first < 0xf0 ? 3
                                                               : 0;
    bool whole = length > 0 && length <= name.size() - i && first >= 0x20 && first != 0x7f;
    for (std::size_t j = 1; whole && j < length; ++j) {
      whole = (static_cast<unsigned char>(name[i + j]) & 0xc0) == 0x80;
    }
    if (whole && length == 3) {
      const auto second = static_cast<unsigned char>(name[i + 1]);
      whole = !(first == 0xe0 && second < 0xa0) && !(first == 0xed && second >= 0xa0);
    }
    if (whole) {
      words += name.substr(i, length);
      i += length;
    } else {
      words += '?';
      ++i;
    }
  }
  return words;
}

}  // namespace inkling

// Knows by their first bytes, and where those say nothing by their names, the formats that people
// bring along and that are not read here.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace inkling {

struct UnreadFormat {
  const char* id;    // It is the subject of an error of kModelFormat.
  const char* name;  // It is what people call the format. It is empty where `python` is.
  // These lines of Python make a file of it that can be read here. They are empty where there is
  // nothing to be made: then `words` says what the file is and what to do.
  const char* python;
  const char* words;
};

// The lines never load a file of which nobody knows what it runs.
std::span<const UnreadFormat> unread_formats();

// Returns null where there is none.
const UnreadFormat* find_unread_format(std::string_view id);

// Returns the format of a file, or null where it is none of these.
const UnreadFormat* unread_format_of(std::string_view name, std::span<const std::uint8_t> bytes);

// Says what the format is, and how a file of it becomes one that can be read. `id` is known.
Error refused_format(std::string_view id);

// Says that a part of a file, such as a tensor, stands in the way.
Error refused_part(const std::string& part, const std::string& message);

}  // namespace inkling

// Prepares a text in Python that somebody has copied from elsewhere.
#pragma once

#include <string>
#include <string_view>

namespace inkling {

// Returns the text without what copying puts in: marks of byte order, spaces that do not break and
// those without a width, line breaks of other systems. Where lines begin with the prompts >>> and
// ..., only these are code: the others are left blank, so that each line keeps its number.
std::string plain_python(std::string_view text);

}  // namespace inkling

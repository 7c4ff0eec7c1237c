// Cuts a text in Python into its smallest parts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inkling {

struct PythonToken {
  // What is broken is a string without its end, or a character that Python does not know.
  enum class Kind { kName, kNumber, kString, kOperator, kBroken, kEndOfLine };
  Kind kind;
  std::string_view text;  // Of a string it is what stands between its quotes.
  int line;               // It counts from 1.
  // This part of the source it is, quotes and prefixes included.
  std::size_t begin, end;
};

// Leaves out comments, blank lines and line breaks inside brackets or behind a backslash. A
// semicolon ends a line, too. Lines of notebooks that begin with % or ! are no Python and are left
// out.
std::vector<PythonToken> python_tokens(std::string_view source);

}  // namespace inkling

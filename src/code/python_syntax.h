// Finds slips in a text in Python, whose meaning nobody can tell then.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "code/python_tokens.h"

namespace inkling {

// A place where Python would read no further.
struct PythonSlip {
  int line;
  std::string_view source;  // It is what stands there, or as much as was open.
};

// Looks for what newcomers slip on: strings and brackets without an end, two values without a comma
// between them, operators and headers that lack a part, and marks that only look like Python's. It
// is no full check: other texts may be none in Python, too.
std::optional<PythonSlip> find_slip(std::string_view source,
                                    const std::vector<PythonToken>& tokens);

}  // namespace inkling

// A teacher gets the results of a class as lines of text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/core/class_result.h"

namespace inkling {

struct NamedResult {
  std::string name;
  ClassResult result;
};

// A line has a code or several, each with its pupil's name before it, or behind it: "Ada Lovelace:
// 3hka 29xr 7fcp 4yte". A code without a name is of the pupil that was named before. The full-width
// letters and signs that Chinese input methods type count as usual ones.
struct ResultLine {
  std::vector<NamedResult> results;  // There is one for each code.
  // Of a line without any code, these are the name and what is wrong with what was meant as one.
  std::string name;
  CodeReading reading;
};

ResultLine read_result_line(std::string_view line);

}  // namespace inkling

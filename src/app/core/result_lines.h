// A teacher gets the results of a class as lines of text.
#pragma once

#include <string>
#include <string_view>

#include "app/core/class_result.h"

namespace inkling {

// A line has a code, and a name before it if the pupil gave one: "Ada Lovelace: 3hka 29xr 7fcp
// 4yte". The full-width letters and signs that Chinese input methods type count as usual ones.
struct ResultLine {
  std::string name;
  CodeReading reading;
};

ResultLine read_result_line(std::string_view line);

}  // namespace inkling

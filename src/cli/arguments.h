// The command line, taken apart.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace inkling {

struct Arguments {
  std::map<std::string, std::string> options;  // "--name value" and "--name=value", by name
  std::vector<std::string> files;              // what stands alone
  bool help = false;
};

// Accepts the options in `known` only, each with a value.
Result<Arguments> parse_arguments(const std::vector<std::string>& words,
                                  const std::vector<std::string>& known);

}  // namespace inkling

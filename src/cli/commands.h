// These are the commands of `inkling`.
#pragma once

#include <string>
#include <vector>

namespace inkling {

// Runs the command named by the first word with the others as its arguments. Returns the exit code:
// 0, or 2 after one line on standard error where a word or a file is wrong.
int run_command_line(const std::vector<std::string>& words);

}  // namespace inkling

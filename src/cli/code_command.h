// The command line writes settings as a program in Python, and reads them from one.
#pragma once

#include "base/result.h"
#include "cli/options.h"

namespace inkling {

Status code_command(const Options& options);

}  // namespace inkling

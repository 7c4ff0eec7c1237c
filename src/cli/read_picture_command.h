// The command line reads the digits in pictures.
#pragma once

#include "base/result.h"
#include "cli/options.h"

namespace inkling {

Status read_picture_command(const Options& options);

}  // namespace inkling

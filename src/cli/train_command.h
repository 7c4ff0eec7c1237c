// Training on the command line: a network, and drawings that a network is to learn.
#pragma once

#include "base/result.h"
#include "cli/options.h"

namespace inkling {

Status train_command(const Options& options);
Status teach_command(const Options& options);

}  // namespace inkling

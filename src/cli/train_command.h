// The command line trains a network, or lets one learn drawings.
#pragma once

#include "base/result.h"
#include "cli/options.h"

namespace inkling {

Status train_command(const Options& options);
Status teach_command(const Options& options);

}  // namespace inkling

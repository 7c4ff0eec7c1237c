// `together` measures when several networks can be made one by the mean of their weights.
#pragma once

#include "base/result.h"
#include "cli/options.h"

namespace inkling {

// Trains some networks, each on its own part of the training images, once from one seed and once
// from a seed each. Prints a line for each epoch: the test accuracy of each network on average, of
// the mean of their weights and of the mean of their answers, and that of one network and itself
// with its hidden units in another order.
Status together_command(const Options& options);

}  // namespace inkling

// Several commands read the data set and a saved network.
#pragma once

#include "base/result.h"
#include "cli/options.h"
#include "data/dataset.h"
#include "nn/examples.h"
#include "nn/network.h"

namespace inkling {

// Returns all images of a part of the set that are there.
Examples examples_of(const Dataset& dataset, Split split);

// Loads the network that --model names.
Result<Network<float>> load_model(const Options& options);

}  // namespace inkling

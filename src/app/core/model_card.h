// A model card says in plain words what a network is, and travels with it (Mitchell and others
// 2019, arXiv:1810.03993).
#pragma once

#include <string>

#include "app/core/state.h"

namespace inkling {

// One page, in the visitor's language. What is not known of the network is left out.
std::string model_card(const State& state);

}  // namespace inkling

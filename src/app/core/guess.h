// A Guess says in words what the network makes of a drawing: it is sure when the network is sure,
// and unsure when the network is not.
#pragma once

#include <string>

#include "app/core/state.h"

namespace inkling {

struct Guess {
  std::string line;  // It reads like "A 7, I think. 92 %".
  std::string more;  // This sentence stands below it.
};

Guess guess_of(const State& state);

}  // namespace inkling

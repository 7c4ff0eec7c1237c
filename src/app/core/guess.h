// What the network says of a drawing, in words: sure when it is sure, unsure when it is not.
#pragma once

#include <string>

#include "app/core/state.h"

namespace inkling {

struct Guess {
  std::string line;  // "A 7, I think. 92 %"
  std::string more;  // a sentence below it
};

Guess guess_of(const State& state);

}  // namespace inkling

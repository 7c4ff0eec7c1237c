// Lesson 4 shows by the chain rule how much each weight is to blame for the loss.
#pragma once

#include "places/learn/lesson.h"

namespace inkling {

struct ChooseWeight {
  InputWeight weight;
};
struct NudgeWeight {
  double nudge;
};

// Returns the chain rule for the chosen weight, or nothing where nothing is drawn or no weight is
// chosen.
std::optional<ChainRule> chosen_chain_rule(const State& state, const Learn& learn);
void nudge_weight(const State& state, Learn& learn, double nudge);

Lesson backprop_lesson();

}  // namespace inkling

// 4: how much each weight is to blame, by the chain rule.
#pragma once

#include "places/learn/lesson.h"

namespace inkling {

struct ChooseWeight {
  InputWeight weight;
};
struct NudgeWeight {
  double nudge;
};

// The chain rule for the chosen weight; empty where nothing is drawn or none is chosen.
std::optional<ChainRule> chosen_chain_rule(const State& state, const Learn& learn);
void nudge_weight(const State& state, Learn& learn, double nudge);

Lesson backprop_lesson();

}  // namespace inkling

// Lesson 0 asks for rules that tell a seven, and lets a drawing beat them.
#pragma once

#include "engine/protocol.h"
#include "places/learn/lesson.h"

namespace inkling {

struct SetSevenLimit {
  SevenWidth which;
  int limit;
};
struct AskNetwork {};

// The rule is tried on the first of the test images: so many sevens, and so many others.
inline constexpr int kRuleSevens = 100;
inline constexpr int kRuleOthers = 900;
// Among so many test images there are as many of each.
inline constexpr int kRuleImages = 1100;

void on_rule_pictures(Rules& rules, const PicturesEvent& event);
void set_seven_limit(Rules& rules, SevenWidth which, int limit);
// Lets the network try some more of the images. Returns whether there is more to do.
bool advance_rules(const State& state, Rules& rules);

Lesson rules_lesson();

}  // namespace inkling

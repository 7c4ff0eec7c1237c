// 3: being wrong, as a number.
#pragma once

#include "places/learn/lesson.h"

namespace inkling {

// "It is a 7": what the loss is measured against.
struct SetTrueLabel {
  int label;
};
struct PushLogit {
  int digit;
  double push;
};

void set_true_label(const State& state, Learn& learn, int label);
// The probabilities when one logit is pushed. There must be a prediction.
std::vector<double> pushed_probabilities(const Learn& learn);
// The loss that goes with them. A number even where the label's probability is too small for one.
double pushed_loss(const Learn& learn);

Lesson loss_lesson();

}  // namespace inkling

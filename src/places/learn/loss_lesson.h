// Lesson 3 expresses as a number how wrong the network is.
#pragma once

#include "places/learn/lesson.h"

namespace inkling {

// Says which digit the drawing is, as in "It is a 7": the loss is measured against that.
struct SetTrueLabel {
  int label;
};
struct PushLogit {
  int digit;
  double push;
};

void set_true_label(const State& state, Learn& learn, int label);
// Returns the probabilities when one logit is pushed. There must be a prediction.
std::vector<double> pushed_probabilities(const Learn& learn);
// Returns the loss that goes with them. It is finite even where the label's probability underflows.
double pushed_loss(const Learn& learn);

Lesson loss_lesson();

}  // namespace inkling

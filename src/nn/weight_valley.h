// The loss as a function of one weight alone, all others standing still: the simplest of slopes.
#pragma once

#include <cstdint>
#include <vector>

#include "nn/examples.h"
#include "nn/network.h"

namespace inkling {

// The weight is the one into the last layer that has the largest gradient. With the logits z of all
// examples and the activations a of the unit that it leads from, a change d of the weight makes
// z[label of the weight] + d a of them, and the mean cross-entropy is convex in d.
class WeightValley {
 public:
  // Copies what it needs of the examples: their logits, one activation and one label each.
  WeightValley(const Network<float>& network, Examples examples);

  int from() const { return from_; }  // The weight leads from this unit of the last hidden layer
  int to() const { return to_; }      // to this output.
  double start() const { return start_; }    // The network has this weight.
  double lowest() const { return lowest_; }  // Here the loss is least.
  // The second derivative of the loss at its lowest place: steps of more than 2 / curvature times
  // the slope lead away from it.
  double curvature() const { return curvature_; }

  double loss(double weight) const;
  double slope(double weight) const;  // The derivative of the loss by the weight.

 private:
  // Calls sum(p, a, is_label) for every example with the probability p of the weight's output.
  double mean(double weight, auto&& of_example) const;

  int from_ = 0;
  int to_ = 0;
  double start_ = 0;
  double lowest_ = 0;
  double curvature_ = 0;
  // For each example: its activation, the logits of the weight's output and of its label, and the
  // logarithm of the sum of e^logit over all other outputs.
  struct Example {
    double activation = 0;
    double logit = 0;
    double label_logit = 0;
    double others = 0;
    bool is_label = false;  // The weight's output is the right one.
  };
  std::vector<Example> examples_;
};

}  // namespace inkling

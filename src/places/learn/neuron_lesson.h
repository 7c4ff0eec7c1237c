// Lesson 1 has one neuron, whose weights and bias are set by hand.
#pragma once

#include "places/learn/lesson.h"

namespace inkling {

struct SetNeuronWeight {
  int input;
  int weight;
};
struct SetNeuronBias {
  double bias;
};

// The neuron sees the drawing through few squares: each input is the mean ink in one, 0 to 1.
struct Neuron {
  std::array<double, kNeuronInputs> inputs{};
  std::array<double, kNeuronInputs> products{};
  double bias = 0;
  double sum = 0;     // It adds the products and the bias.
  double output = 0;  // It is the ReLU max(0, sum).
};
Neuron neuron_of(const State& state, const Learn& learn);
// Returns what the neuron adds up, as it is printed: the products, the bias and the sum.
std::vector<double> printed_sum(const Neuron& neuron);
// Returns the weight that follows in the cycle 0, 1, -1.
int next_weight(int weight);

Lesson neuron_lesson();

}  // namespace inkling

// 1: one neuron, whose weights and bias are set by hand.
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

// It sees the drawing through few squares: each input is the mean ink in one, 0 to 1.
struct Neuron {
  std::array<double, kNeuronInputs> inputs{};
  std::array<double, kNeuronInputs> products{};
  double bias = 0;
  double sum = 0;     // of the products and the bias
  double output = 0;  // ReLU: max(0, sum)
};
Neuron neuron_of(const State& state, const Learn& learn);
// What it adds up, as it is printed: the products, the bias, the sum.
std::vector<double> printed_sum(const Neuron& neuron);
// The next of 0, 1, -1.
int next_weight(int weight);

Lesson neuron_lesson();

}  // namespace inkling

// Shows what goes on inside a network while it reads one picture.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/network.h"
#include "nn/trace.h"

namespace inkling {

struct LayerInsight {
  std::vector<float> sums;         // Each unit has z = x W + b.
  std::vector<float> activations;  // They are f(z); those of the last layer are the logits.
  // A share says how much a unit matters to the difference of two logits: it is its activation
  // times the gradient of the difference by it. For ReLU networks it is the unit's exact part of
  // the difference.
  std::vector<float> shares;
  std::vector<int> order;  // The unit that matters most comes first.
};

struct Insight {
  // They go from the first hidden layer to the outputs.
  std::vector<LayerInsight> layers;
  int digit = 0;
  int against = 0;
};

// `pixels` are 0 to 255.
Insight look_inside(const Network<float>& network, std::span<const std::uint8_t> pixels, int digit,
                    int against);

// Computes the same from a trace that exists already.
Insight insight_of(const Trace& trace, int digit, int against);

// Connects a unit of a layer to a unit of the next one.
struct Flow {
  int from = 0;
  int to = 0;
  float amount = 0;  // It is activation times weight.
};

// Returns the strongest flows between the shown units of two consecutive layers; `layer` is the one
// they come from, counted from the first hidden one.
std::vector<Flow> strongest_flows(const Network<float>& network, const Insight& insight, int layer,
                                  std::span<const int> from, std::span<const int> to,
                                  std::size_t count);

}  // namespace inkling

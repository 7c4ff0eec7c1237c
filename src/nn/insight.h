// What goes on inside a network while it reads one picture.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/network.h"
#include "nn/trace.h"

namespace inkling {

struct LayerInsight {
  std::vector<float> sums;         // z = x W + b of each unit
  std::vector<float> activations;  // f(z); of the last layer the logits themselves
  // How much each unit matters to the difference of two logits: its activation times the gradient
  // of the difference by it. For ReLU networks these are the unit's exact share in it.
  std::vector<float> shares;
  std::vector<int> order;  // the units, from the one that matters most on
};

struct Insight {
  std::vector<LayerInsight> layers;  // from the first hidden one to the outputs
  int digit = 0;
  int against = 0;
};

// `pixels` are 0 to 255.
Insight look_inside(const Network<float>& network, std::span<const std::uint8_t> pixels, int digit,
                    int against);

// The same of a way that is known already.
Insight insight_of(const Trace& trace, int digit, int against);

// One way through the network: from a unit of a layer to one of the next.
struct Flow {
  int from = 0;
  int to = 0;
  float amount = 0;  // activation times weight
};

// The strongest flows between the shown units of two layers that follow each other; `layer` is the
// one they come from, counted from the first hidden one.
std::vector<Flow> strongest_flows(const Network<float>& network, const Insight& insight, int layer,
                                  std::span<const int> from, std::span<const int> to,
                                  std::size_t count);

}  // namespace inkling

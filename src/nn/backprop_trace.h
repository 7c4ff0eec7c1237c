// Runs backpropagation for one picture and one weight, and shows every factor of the chain rule.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/network.h"
#include "nn/trace.h"

namespace inkling {

// Holds the activations for a picture, the loss and the gradients, all in double precision.
struct BackpropTrace {
  Trace activations;  // Its gradients are those of the loss.
  std::vector<double> probabilities;
  int label = 0;
  double loss = 0;  // The loss is the cross-entropy -ln p(label), in nats.
};
// `pixels` are 0 to 255.
BackpropTrace trace_backprop(const Network<float>& network, std::span<const std::uint8_t> pixels,
                             int label);

// Names a weight of the first layer, which leads from a pixel to a unit.
struct InputWeight {
  int from = 0;
  int to = 0;
  bool operator==(const InputWeight&) const = default;
};

// Holds the factors of dLoss/dw = dLoss/da * f'(z) * x, the chain rule along pixel x, the sum
// z = ... + w x and the output a = f(z).
struct ChainRule {
  // It is dLoss/da, which all later layers pass back to the unit.
  double from_above = 0;
  // It is f'(z), or 1 where the unit is an output itself.
  double derivative = 0;
  double input = 0;  // It is dz/dw = x.
  double gradient() const { return from_above * derivative * input; }
};
ChainRule chain_rule(const Network<float>& network, const BackpropTrace& backprop,
                     InputWeight weight);

// Returns the parts of which ChainRule::from_above is the sum, one for each unit of the next layer:
// its own gradient dLoss/dz times the weight that leads there.
std::vector<double> parts_from_above(const Network<float>& network, const BackpropTrace& backprop,
                                     int unit);

// Returns the loss that the picture would have if the weight were larger by `nudge`.
double nudged_loss(const Network<float>& network, std::span<const std::uint8_t> pixels, int label,
                   InputWeight weight, double nudge);

}  // namespace inkling

// Backpropagation for one picture and one weight, with every factor of the chain rule in the open.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/network.h"
#include "nn/trace.h"

namespace inkling {

// What the network makes of a picture, how wrong that is, and who is to backprop. In double
// precision.
struct BackpropTrace {
  Trace activations;  // its gradients are those of the loss
  std::vector<double> probabilities;
  int label = 0;
  double loss = 0;  // the cross-entropy -ln p(label), in nats
};
// `pixels` are 0 to 255.
BackpropTrace trace_backprop(const Network<float>& network, std::span<const std::uint8_t> pixels,
                             int label);

// A weight of the first layer: from a pixel to a unit.
struct InputWeight {
  int from = 0;
  int to = 0;
  bool operator==(const InputWeight&) const = default;
};

// dLoss/dw = dLoss/da * f'(z) * x, the chain rule along pixel x, sum z = ... + w x, output a =
// f(z).
struct ChainRule {
  double from_above = 0;  // dLoss/da, what all later layers pass back to the unit
  double derivative = 0;  // f'(z); 1 where the unit is an output itself
  double input = 0;       // dz/dw = x
  double gradient() const { return from_above * derivative * input; }
};
ChainRule chain_rule(const Network<float>& network, const BackpropTrace& backprop,
                     InputWeight weight);

// The loss that the picture would have if the weight were larger by `nudge`.
double nudged_loss(const Network<float>& network, std::span<const std::uint8_t> pixels, int label,
                   InputWeight weight, double nudge);

}  // namespace inkling

// Computes which pixels speak for one class and against another.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/network.h"
#include "nn/trace.h"

namespace inkling {

// Splits a difference of two logits: difference = bias + the sum of contributions.
struct Attribution {
  // The difference is the logit of the class minus the logit of the other.
  double difference = 0;
  double bias = 0;                    // No pixel has a part in it.
  std::vector<double> contributions;  // Each input has one.
};

// Computes gradient times input (Shrikumar, Greenside and Kundaje 2017, arXiv:1704.02685): the
// network is replaced by its linear approximation at this picture. Where all hidden units are ReLU
// the two are equal there, and `bias` is the contribution of the active units' biases; for other
// activations it also contains the remainder of the approximation. `pixels` are 0 to 255.
Attribution attribute(const Network<float>& network, std::span<const std::uint8_t> pixels,
                      int digit, int against);

// Computes the same from a trace that exists already.
Attribution attribution_of(const Trace& trace, int digit, int against);

}  // namespace inkling

// Which pixels speak for one class and against another.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/network.h"
#include "nn/trace.h"

namespace inkling {

// A difference of two logits, taken apart: difference = bias + the sum of contributions.
struct Attribution {
  double difference = 0;              // logit of the class - logit of the other
  double bias = 0;                    // what no pixel has a part in
  std::vector<double> contributions;  // of each input
};

// Gradient times input (Shrikumar, Greenside and Kundaje 2017, arXiv:1704.02685): the network is
// replaced by the linear function that touches it at this picture. Where all hidden units are ReLU
// the two are the same there, and `bias` is what the biases of the active units come to; for other
// activations it is also the remainder of the linear approximation. `pixels` are 0 to 255.
Attribution attribute(const Network<float>& network, std::span<const std::uint8_t> pixels,
                      int digit, int against);

// The same of a way that is known already.
Attribution attribution_of(const Trace& trace, int digit, int against);

}  // namespace inkling

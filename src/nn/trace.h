// Traces one picture forward through a network, and a difference of two logits backward.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/network.h"

namespace inkling {

// Everything is in double precision, so that sums of many terms meet the difference. values[0] are
// the pixels as the network sees them, values[l] what layer l makes of its sums[l] = x W + b; the
// last values are the logits. gradients[l] is the gradient by values[l] of what trace_back() was
// asked for.
struct Trace {
  std::vector<std::vector<double>> sums;  // sums[0] is empty.
  std::vector<std::vector<double>> values;
  std::vector<std::vector<double>> gradients;
};

// Runs the forward pass alone; the gradients stay empty. `pixels` are 0 to 255.
Trace trace_forward(const Network<float>& network, std::span<const std::uint8_t> pixels);

// Runs the backward pass of something whose gradient by the logits is known.
void trace_back(const Network<float>& network, Trace& trace, std::vector<double> grad_logits);

// Runs both, for (logit of `digit` - logit of `against`).
Trace trace(const Network<float>& network, std::span<const std::uint8_t> pixels, int digit,
            int against);

}  // namespace inkling

#include "nn/backprop_trace.h"

#include <algorithm>
#include <cmath>

#include "nn/loss.h"

namespace inkling {
namespace {

// Returns -ln p(label). It is computed from the logits, so that a very small p is told exactly.
double loss_of(const std::vector<double>& logits, int label) {
  const double largest = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (const double logit : logits) sum += std::exp(logit - largest);
  return std::log(sum) + largest - logits[static_cast<std::size_t>(label)];
}

}  // namespace

BackpropTrace trace_backprop(const Network<float>& network, std::span<const std::uint8_t> pixels,
                             int label) {
  BackpropTrace backprop;
  backprop.activations = trace_forward(network, pixels);
  backprop.label = label;
  backprop.loss = loss_of(backprop.activations.values.back(), label);
  backprop.probabilities = backprop.activations.values.back();
  softmax<double>(backprop.probabilities);
  std::vector<double> grad_logits = backprop.probabilities;  // The gradient by the logits is p - y.
  grad_logits[static_cast<std::size_t>(label)] -= 1;
  trace_back(network, backprop.activations, std::move(grad_logits));
  return backprop;
}

ChainRule chain_rule(const Network<float>& network, const BackpropTrace& backprop,
                     InputWeight weight) {
  const auto to = static_cast<std::size_t>(weight.to);
  const bool output = network.layer_count() == 1;
  return {.from_above = backprop.activations.gradients[1][to],
          .derivative = output ? 1
                               : activation_slope(network.shape().activation,
                                                  backprop.activations.values[1][to]),
          .input = backprop.activations.values[0][static_cast<std::size_t>(weight.from)]};
}

std::vector<double> parts_from_above(const Network<float>& network, const BackpropTrace& backprop,
                                     int unit) {
  std::vector<double> parts;
  if (network.layer_count() == 1) return parts;  // The units are the outputs: nothing is above.
  const bool output = network.layer_count() == 2;
  const std::vector<double>& values = backprop.activations.values[2];
  for (std::size_t k = 0; k < values.size(); ++k) {
    const double slope = output ? 1 : activation_slope(network.shape().activation, values[k]);
    parts.push_back(backprop.activations.gradients[2][k] * slope *
                    network.layer(1).weights(unit, static_cast<int>(k)));
  }
  return parts;
}

double nudged_loss(const Network<float>& network, std::span<const std::uint8_t> pixels, int label,
                   InputWeight weight, double nudge) {
  Network<float> nudged = network;
  nudged.layer(0).weights(weight.from, weight.to) += static_cast<float>(nudge);
  return loss_of(trace_forward(nudged, pixels).values.back(), label);
}

}  // namespace inkling

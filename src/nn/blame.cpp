#include "nn/blame.h"

#include <algorithm>
#include <cmath>

#include "nn/loss.h"

namespace inkling {
namespace {

// Of the probabilities that follow from the logits of a way, -ln p(label): from the logits, so that
// a very small p is told exactly.
double loss_of(const std::vector<double>& logits, int label) {
  const double largest = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (const double logit : logits) sum += std::exp(logit - largest);
  return std::log(sum) + largest - logits[static_cast<std::size_t>(label)];
}

}  // namespace

Blame blame(const Network<float>& network, std::span<const std::uint8_t> pixels, int label) {
  Blame blame;
  blame.way = trace_forward(network, pixels);
  blame.label = label;
  blame.loss = loss_of(blame.way.values.back(), label);
  blame.probabilities = blame.way.values.back();
  softmax<double>(blame.probabilities);
  std::vector<double> by_logits = blame.probabilities;  // p - y
  by_logits[static_cast<std::size_t>(label)] -= 1;
  trace_back(network, blame.way, std::move(by_logits));
  return blame;
}

ChainRule chain_rule(const Network<float>& network, const Blame& blame, FirstWeight weight) {
  const auto to = static_cast<std::size_t>(weight.to);
  const bool output = network.layer_count() == 1;
  return {
      .from_above = blame.way.gradients[1][to],
      .slope = output ? 1 : activation_slope(network.shape().activation, blame.way.values[1][to]),
      .input = blame.way.values[0][static_cast<std::size_t>(weight.from)]};
}

double nudged_loss(const Network<float>& network, std::span<const std::uint8_t> pixels, int label,
                   FirstWeight weight, double nudge) {
  Network<float> nudged = network;
  nudged.layer(0).weights(weight.from, weight.to) += static_cast<float>(nudge);
  return loss_of(trace_forward(nudged, pixels).values.back(), label);
}

}  // namespace inkling

#include "nn/attribution.h"

#include <numeric>

namespace inkling {

Attribution attribution_of(const Trace& trace, int digit, int against) {
  const std::vector<double>& logits = trace.values.back();
  const std::vector<double>& pixels = trace.values.front();
  Attribution result;
  result.difference =
      logits[static_cast<std::size_t>(digit)] - logits[static_cast<std::size_t>(against)];
  result.contributions.resize(pixels.size());
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    result.contributions[i] = trace.gradients.front()[i] * pixels[i];
  }
  result.bias = result.difference -
                std::accumulate(result.contributions.begin(), result.contributions.end(), 0.0);
  return result;
}

Attribution attribute(const Network<float>& network, std::span<const std::uint8_t> pixels,
                      int digit, int against) {
  return attribution_of(trace(network, pixels, digit, against), digit, against);
}

}  // namespace inkling

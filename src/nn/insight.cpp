#include "nn/insight.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "math/numbers.h"

namespace inkling {

Insight insight_of(const Trace& trace, int digit, int against) {
  const std::size_t count = trace.values.size() - 1;
  Insight insight{.layers = std::vector<LayerInsight>(count), .digit = digit, .against = against};
  for (std::size_t l = 0; l < count; ++l) {
    LayerInsight& layer = insight.layers[l];
    const std::vector<double>& values = trace.values[l + 1];
    const std::vector<double>& gradient = trace.gradients[l + 1];
    layer.sums.assign(trace.sums[l + 1].begin(), trace.sums[l + 1].end());
    layer.activations.assign(values.begin(), values.end());
    layer.shares.resize(values.size());
    for (std::size_t j = 0; j < values.size(); ++j) {
      layer.shares[j] = finite_or_zero(gradient[j] * values[j]);
    }
    layer.order.resize(values.size());
    std::iota(layer.order.begin(), layer.order.end(), 0);
    std::stable_sort(layer.order.begin(), layer.order.end(), [&](int x, int y) {
      return std::abs(layer.shares[static_cast<std::size_t>(x)]) >
             std::abs(layer.shares[static_cast<std::size_t>(y)]);
    });
  }
  return insight;
}

Insight look_inside(const Network<float>& network, std::span<const std::uint8_t> pixels, int digit,
                    int against) {
  return insight_of(trace(network, pixels, digit, against), digit, against);
}

std::vector<Flow> strongest_flows(const Network<float>& network, const Insight& insight, int layer,
                                  std::span<const int> from, std::span<const int> to,
                                  std::size_t count) {
  const DenseLayer<const float> dense = network.layer(layer + 1);
  const std::vector<float>& values = insight.layers[static_cast<std::size_t>(layer)].activations;
  std::vector<Flow> flows;
  for (const int i : from) {
    for (const int j : to) {
      const float amount =
          finite_or_zero(double{values[static_cast<std::size_t>(i)]} * dense.weights.row(i)[j]);
      if (amount != 0) flows.push_back({i, j, amount});
    }
  }
  const std::size_t kept = std::min(count, flows.size());
  std::partial_sort(
      flows.begin(), flows.begin() + static_cast<std::ptrdiff_t>(kept), flows.end(),
      [](const Flow& a, const Flow& b) { return std::abs(a.amount) > std::abs(b.amount); });
  flows.resize(kept);
  return flows;
}

}  // namespace inkling

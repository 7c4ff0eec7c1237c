#include "nn/insight.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "nn/examples.h"

namespace inkling {
namespace {

// y = x W + b for one x, of which most may be zero.
std::vector<float> sums_of(const DenseLayer<const float>& layer, std::span<const float> x) {
  std::vector<float> z(layer.biases.begin(), layer.biases.end());
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i] == 0) continue;
    const float* row = layer.weights.row(static_cast<int>(i));
    for (std::size_t j = 0; j < z.size(); ++j) z[j] += x[i] * row[j];
  }
  return z;
}

}  // namespace

Insight look_inside(const Network<float>& network, std::span<const std::uint8_t> pixels, int digit,
                    int against) {
  const int count = network.layer_count();
  const Activation activation = network.shape().activation;
  Insight insight{.layers = std::vector<LayerInsight>(static_cast<std::size_t>(count)),
                  .digit = digit,
                  .against = against};
  std::vector<float> x(pixels.size());
  std::transform(pixels.begin(), pixels.end(), x.begin(),
                 [](std::uint8_t pixel) { return pixel * kPixelScale; });
  for (int l = 0; l < count; ++l) {
    LayerInsight& layer = insight.layers[static_cast<std::size_t>(l)];
    layer.sums = sums_of(network.layer(l), x);
    layer.activations = layer.sums;
    if (l + 1 < count) apply_activation(activation, std::span<float>(layer.activations));
    x = layer.activations;
  }

  std::vector<float> gradient(insight.layers.back().sums.size());
  gradient[static_cast<std::size_t>(digit)] += 1;
  gradient[static_cast<std::size_t>(against)] -= 1;
  for (int l = count - 1; l >= 0; --l) {
    LayerInsight& layer = insight.layers[static_cast<std::size_t>(l)];
    layer.shares.resize(layer.activations.size());
    for (std::size_t j = 0; j < layer.shares.size(); ++j) {
      layer.shares[j] = gradient[j] * layer.activations[j];
    }
    layer.order.resize(layer.shares.size());
    std::iota(layer.order.begin(), layer.order.end(), 0);
    std::stable_sort(layer.order.begin(), layer.order.end(), [&](int a, int b) {
      return std::abs(layer.shares[static_cast<std::size_t>(a)]) >
             std::abs(layer.shares[static_cast<std::size_t>(b)]);
    });
    if (l == 0) break;
    const DenseLayer<const float> dense = network.layer(l);
    const std::vector<float>& below = insight.layers[static_cast<std::size_t>(l) - 1].activations;
    if (l + 1 < count) {
      for (std::size_t j = 0; j < gradient.size(); ++j) {
        gradient[j] *= activation_slope(activation, layer.activations[j]);
      }
    }
    std::vector<float> before(below.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      before[i] = std::inner_product(gradient.begin(), gradient.end(),
                                     dense.weights.row(static_cast<int>(i)), 0.0f);
    }
    gradient = std::move(before);
  }
  return insight;
}

std::vector<Flow> strongest_flows(const Network<float>& network, const Insight& insight, int layer,
                                  std::span<const int> from, std::span<const int> to,
                                  std::size_t count) {
  const DenseLayer<const float> dense = network.layer(layer + 1);
  const std::vector<float>& values = insight.layers[static_cast<std::size_t>(layer)].activations;
  std::vector<Flow> flows;
  for (const int i : from) {
    for (const int j : to) {
      const float amount = values[static_cast<std::size_t>(i)] * dense.weights.row(i)[j];
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

#include "nn/attribution.h"

#include <numeric>

#include "nn/activation.h"
#include "nn/examples.h"

namespace inkling {

Attribution attribute(const Network<float>& network, std::span<const std::uint8_t> pixels,
                      int digit, int against) {
  // Double precision: the sum of many terms must meet the difference.
  const int layers = network.layer_count();
  const Activation activation = network.shape().activation;
  std::vector<std::vector<double>> values(static_cast<std::size_t>(layers) + 1);
  for (const std::uint8_t pixel : pixels) values[0].push_back(pixel * double{kPixelScale});
  for (int l = 0; l < layers; ++l) {
    const DenseLayer<const float> layer = network.layer(l);
    const std::vector<double>& x = values[static_cast<std::size_t>(l)];
    std::vector<double>& z = values[static_cast<std::size_t>(l) + 1];
    z.assign(layer.biases.begin(), layer.biases.end());
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (x[i] == 0) continue;
      const float* row = layer.weights.row(static_cast<int>(i));
      for (std::size_t j = 0; j < z.size(); ++j) z[j] += x[i] * row[j];
    }
    if (l + 1 == layers) break;
    apply_activation(activation, std::span<double>(z));
  }

  // The gradient of the difference, from the logits back to the pixels.
  std::vector<double> gradient(values.back().size());
  gradient[static_cast<std::size_t>(digit)] += 1;
  gradient[static_cast<std::size_t>(against)] -= 1;
  for (int l = layers - 1; l >= 0; --l) {
    const DenseLayer<const float> layer = network.layer(l);
    const std::vector<double>& x = values[static_cast<std::size_t>(l)];
    std::vector<double> before(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      const float* row = layer.weights.row(static_cast<int>(i));
      before[i] = std::inner_product(gradient.begin(), gradient.end(), row, 0.0);
      if (l > 0) before[i] *= activation_slope(activation, x[i]);
    }
    gradient = std::move(before);
  }

  Attribution result;
  result.difference = values.back()[static_cast<std::size_t>(digit)] -
                      values.back()[static_cast<std::size_t>(against)];
  result.contributions.resize(pixels.size());
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    result.contributions[i] = gradient[i] * values[0][i];
  }
  result.bias = result.difference -
                std::accumulate(result.contributions.begin(), result.contributions.end(), 0.0);
  return result;
}

}  // namespace inkling

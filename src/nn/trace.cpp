#include "nn/trace.h"

#include "nn/examples.h"

namespace inkling {
namespace {

// Returns x W + b for one x, which may be mostly zero.
std::vector<double> sums_of(const DenseLayer<const float>& layer, const std::vector<double>& x) {
  std::vector<double> z(layer.biases.begin(), layer.biases.end());
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i] == 0) continue;
    const float* row = layer.weights.row(static_cast<int>(i));
    for (std::size_t j = 0; j < z.size(); ++j) z[j] += x[i] * row[j];
  }
  return z;
}

}  // namespace

Trace trace_forward(const Network<float>& network, std::span<const std::uint8_t> pixels) {
  const int layers = network.layer_count();
  const auto count = static_cast<std::size_t>(layers) + 1;
  Trace trace;
  trace.sums.resize(count);
  trace.values.resize(count);
  trace.gradients.resize(count);
  for (const std::uint8_t pixel : pixels) trace.values[0].push_back(pixel * double{kPixelScale});
  for (int l = 0; l < layers; ++l) {
    const auto from = static_cast<std::size_t>(l);
    trace.sums[from + 1] = sums_of(network.layer(l), trace.values[from]);
    trace.values[from + 1] = trace.sums[from + 1];
    if (l + 1 == layers) break;
    apply_activation(network.shape().activation, std::span<double>(trace.values[from + 1]));
  }
  return trace;
}

void trace_back(const Network<float>& network, Trace& trace, std::vector<double> grad_logits) {
  trace.gradients.back() = grad_logits;
  // These are the gradients by the sums of the layer that is passed; for the last one, by the
  // logits.
  std::vector<double> grad_sums = std::move(grad_logits);
  for (int l = network.layer_count() - 1; l >= 0; --l) {
    const auto to = static_cast<std::size_t>(l);
    const DenseLayer<const float> layer = network.layer(l);
    std::vector<double>& gradient = trace.gradients[to];
    gradient.resize(trace.values[to].size());
    // Units that are off pass nothing back; in a ReLU layer, most are.
    std::vector<std::size_t> passing;
    for (std::size_t j = 0; j < grad_sums.size(); ++j) {
      if (grad_sums[j] != 0) passing.push_back(j);
    }
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      const float* row = layer.weights.row(static_cast<int>(i));
      double sum = 0;
      for (const std::size_t j : passing) sum += grad_sums[j] * row[j];
      gradient[i] = sum;
    }
    grad_sums = gradient;
    if (l == 0) break;
    for (std::size_t i = 0; i < grad_sums.size(); ++i) {
      grad_sums[i] *= activation_slope(network.shape().activation, trace.values[to][i]);
    }
  }
}

Trace trace(const Network<float>& network, std::span<const std::uint8_t> pixels, int digit,
            int against) {
  Trace trace = trace_forward(network, pixels);
  std::vector<double> grad_logits(trace.values.back().size());
  grad_logits[static_cast<std::size_t>(digit)] += 1;
  grad_logits[static_cast<std::size_t>(against)] -= 1;
  trace_back(network, trace, std::move(grad_logits));
  return trace;
}

}  // namespace inkling

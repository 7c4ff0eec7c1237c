#include "nn/weight_valley.h"

#include <algorithm>
#include <cmath>

#include "nn/loss.h"
#include "nn/trace.h"

namespace inkling {
namespace {

// Returns ln(e^a + e^b).
double log_sum(double a, double b) {
  const double larger = std::max(a, b);
  return larger + std::log1p(std::exp(std::min(a, b) - larger));
}

double probability(double logit, double others) { return 1 / (1 + std::exp(others - logit)); }

}  // namespace

WeightValley::WeightValley(const Network<float>& network, Examples examples) {
  const int last = network.layer_count() - 1;
  const auto outputs = static_cast<std::size_t>(network.shape().layers.back());
  const auto units =
      static_cast<std::size_t>(network.shape().layers[static_cast<std::size_t>(last)]);
  std::vector<Trace> traces;
  std::vector<double> gradient(units * outputs);
  for (int i = 0; i < examples.count(); ++i) {
    traces.push_back(trace_forward(network, examples.picture(i)));
    const std::vector<double>& activations = traces.back().values[static_cast<std::size_t>(last)];
    std::vector<double> probabilities = traces.back().values.back();
    softmax<double>(probabilities);
    for (std::size_t k = 0; k < outputs; ++k) {
      const bool is_label = examples.labels[static_cast<std::size_t>(i)] == k;
      const double error = probabilities[k] - (is_label ? 1 : 0);
      for (std::size_t j = 0; j < units; ++j) gradient[j * outputs + k] += activations[j] * error;
    }
  }
  const auto steepest = static_cast<std::size_t>(
      std::max_element(gradient.begin(), gradient.end(),
                       [](double a, double b) { return std::abs(a) < std::abs(b); }) -
      gradient.begin());
  const std::size_t from = steepest / outputs, to = steepest % outputs;
  from_ = static_cast<int>(from);
  to_ = static_cast<int>(to);
  start_ = network.layer(last).weights(from_, to_);
  for (std::size_t i = 0; i < traces.size(); ++i) {
    const std::vector<double>& logits = traces[i].values.back();
    const std::size_t label = examples.labels[i];
    double others = -INFINITY;
    for (std::size_t k = 0; k < outputs; ++k) {
      if (k != to) others = others == -INFINITY ? logits[k] : log_sum(others, logits[k]);
    }
    examples_.push_back({.activation = traces[i].values[static_cast<std::size_t>(last)][from],
                         .logit = logits[to],
                         .label_logit = logits[label],
                         .others = others,
                         .is_label = label == to});
  }
  // The slope grows with the weight: where its sign changes, the loss is least.
  double low = start_ - 1, high = start_ + 1;
  constexpr double kFar = 1e3;
  while (slope(low) > 0 && start_ - low < kFar) low = start_ - 2 * (start_ - low);
  while (slope(high) < 0 && high - start_ < kFar) high = start_ + 2 * (high - start_);
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (slope(middle) > 0 ? high : low) = middle;
  }
  lowest_ = (low + high) / 2;
  curvature_ = mean(lowest_, [](double p, const Example& example) {
    return p * (1 - p) * example.activation * example.activation;
  });
}

double WeightValley::mean(double weight, auto&& of_example) const {
  double sum = 0;
  for (const Example& example : examples_) {
    const double logit = example.logit + (weight - start_) * example.activation;
    sum += of_example(probability(logit, example.others), example);
  }
  return sum / static_cast<double>(std::max<std::size_t>(examples_.size(), 1));
}

double WeightValley::loss(double weight) const {
  return mean(weight, [&](double, const Example& example) {
    const double logit = example.logit + (weight - start_) * example.activation;
    return log_sum(logit, example.others) - (example.is_label ? logit : example.label_logit);
  });
}

double WeightValley::slope(double weight) const {
  return mean(weight, [](double p, const Example& example) {
    return (p - (example.is_label ? 1 : 0)) * example.activation;
  });
}

}  // namespace inkling

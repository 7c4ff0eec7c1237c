#include "nn/averaging.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>

#include "nn/metrics.h"
#include "nn/shape_text.h"

namespace inkling {

Result<Network<float>> mean_of_weights(const NetworkList& networks) {
  if (networks.size() < 2) {
    return Error{ErrorCode::kBadModel, "A mean takes at least two networks."};
  }
  const NetworkShape& shape = networks.front()->shape();
  for (const Network<float>* network : networks) {
    if (network->shape() == shape) continue;
    const bool same_layers = network->shape().layers == shape.layers;
    const std::string difference =
        same_layers ? "have different activation functions"
                    : "are " + shape_text(shape) + " and " + shape_text(network->shape());
    return Error{ErrorCode::kBadModel,
                 "These networks " + difference +
                     ": their weights have no mean, because no weight of one belongs to one of "
                     "the other."};
  }
  Network<float> mean(shape);
  const std::span<float> sums = mean.parameters();
  for (std::size_t i = 0; i < sums.size(); ++i) {
    double sum = 0;
    for (const Network<float>* network : networks) sum += double{network->parameters()[i]};
    sums[i] = static_cast<float>(sum / static_cast<double>(networks.size()));
  }
  return mean;
}

Matrix<float> answers_of(const Network<float>& network, Examples examples) {
  Evaluation evaluation(network, examples);
  evaluation.keep_answers();
  while (evaluation.advance()) {
  }
  return evaluation.answers();
}

Matrix<float> mean_of_answers(std::span<const Matrix<float>* const> answers) {
  assert(!answers.empty());
  Matrix<float> mean(answers.front()->rows(), answers.front()->cols());
  for (const Matrix<float>* each : answers) {
    assert(each->values().size() == mean.values().size());
    for (std::size_t i = 0; i < mean.values().size(); ++i) {
      mean.values()[i] += each->values()[i] / static_cast<float>(answers.size());
    }
  }
  return mean;
}

int count_right(const Matrix<float>& answers, std::span<const std::uint8_t> labels) {
  int right = 0;
  for (int i = 0; i < answers.rows(); ++i) {
    const std::span<const float> row(answers.view().row(i),
                                     static_cast<std::size_t>(answers.cols()));
    right += most_likely(row) == labels[static_cast<std::size_t>(i)] ? 1 : 0;
  }
  return right;
}

double likeness(const Network<float>& one, const Network<float>& other) {
  assert(one.shape() == other.shape());
  const std::span<const float> a = one.layer(0).flat_weights();
  const std::span<const float> b = other.layer(0).flat_weights();
  double product = 0, length_a = 0, length_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    product += double{a[i]} * b[i];
    length_a += double{a[i]} * a[i];
    length_b += double{b[i]} * b[i];
  }
  const double lengths = std::sqrt(length_a * length_b);
  return lengths > 0 ? product / lengths : 0;
}

Network<float> with_shuffled_units(const Network<float>& network, std::uint64_t seed) {
  constexpr std::uint64_t kStream = 7;
  Random random(seed, kStream);
  Network<float> shuffled(network.shape());
  // Where the units of the layer before went: pixels stay in their places.
  std::vector<int> before = same_classes(network.shape().layers.front());
  for (int l = 0; l < network.layer_count(); ++l) {
    const DenseLayer<const float> from = network.layer(l);
    const DenseLayer<float> to = shuffled.layer(l);
    std::vector<int> order = same_classes(from.weights.cols);
    if (l + 1 < network.layer_count()) shuffle(order.begin(), order.end(), random);
    for (int out = 0; out < from.weights.cols; ++out) {
      const int place = order[static_cast<std::size_t>(out)];
      to.biases[static_cast<std::size_t>(place)] = from.biases[static_cast<std::size_t>(out)];
      for (int in = 0; in < from.weights.rows; ++in) {
        to.weights(before[static_cast<std::size_t>(in)], place) = from.weights(in, out);
      }
    }
    before = std::move(order);
  }
  return shuffled;
}

}  // namespace inkling

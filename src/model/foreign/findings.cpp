#include "model/foreign/findings.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <optional>

#include "base/picture.h"
#include "model/model_file.h"
#include "nn/metrics.h"

namespace inkling {
namespace {

// Pixels that go from 0 to 1 here were factor x + shift where the network was trained.
struct PixelRange {
  double factor = 1;
  double shift = 0;
};

PixelRange range_of(PixelScaling scaling) {
  constexpr double kMean = 0.1307, kDeviation = 0.3081;
  switch (scaling) {
    case PixelScaling::kUnit:
      return {1, 0};
    case PixelScaling::kBytes:
      return {255, 0};
    case PixelScaling::kSigned:
      return {2, -1};
    case PixelScaling::kStandard:
      return {1 / kDeviation, -kMean / kDeviation};
    case PixelScaling::kInverted:
      return {-1, 1};
  }
  return {1, 0};
}

// Makes the first layer scale its pixels: (f x + s) W + b = x (f W) + (s W + b).
void scale_pixels(Network<float>& network, PixelRange range) {
  const DenseLayer<float> first = network.layer(0);
  std::vector<double> sums(first.biases.begin(), first.biases.end());
  for (int in = 0; in < first.weights.rows; ++in) {
    for (int out = 0; out < first.weights.cols; ++out) {
      float& weight = first.weights(in, out);
      sums[static_cast<std::size_t>(out)] += range.shift * weight;
      weight = static_cast<float>(range.factor * weight);
    }
  }
  std::transform(sums.begin(), sums.end(), first.biases.begin(),
                 [](double sum) { return static_cast<float>(sum); });
}

// Mirrors the images that the first layer expects at their diagonal.
void transpose_images(Network<float>& network) {
  const DenseLayer<float> first = network.layer(0);
  for (int y = 0; y < kPictureSide; ++y) {
    for (int x = 0; x < y; ++x) {
      float* here = first.weights.row(y * kPictureSide + x);
      float* there = first.weights.row(x * kPictureSide + y);
      std::swap_ranges(here, here + first.weights.cols, there);
    }
  }
}

// Returns a reading as if the pixels were scaled so, and its hidden layers had this activation.
Network<float> read_as(const ForeignNetworks& foreign, const Findings& way) {
  const Network<float>& reading = foreign.readings[static_cast<std::size_t>(way.reading)];
  NetworkShape shape = reading.shape();
  if (way.activation_guessed) shape.activation = way.activation;
  Network<float> network(shape);
  std::copy(reading.parameters().begin(), reading.parameters().end(), network.parameters().begin());
  scale_pixels(network, range_of(way.scaling));
  if (way.transposed) transpose_images(network);
  return network;
}

// Each class is mostly taken for one output, and no two for the same: then that is their order.
// Returns nothing otherwise.
std::vector<int> order_of_classes(const Metrics& metrics, int classes) {
  std::vector<int> order;
  for (auto row = metrics.confusion.begin(); row != metrics.confusion.end(); row += classes) {
    const int taken_for = static_cast<int>(std::max_element(row, row + classes) - row);
    if (std::find(order.begin(), order.end(), taken_for) != order.end()) return {};
    order.push_back(taken_for);
  }
  return order;
}

std::string percent_words(double share) {
  char words[16];
  std::snprintf(words, sizeof words, "%.1f %%", 100 * share);
  return words;
}

}  // namespace

Result<ForeignNetworks> fold_all(const ForeignLayers& layers, int classes) {
  ForeignNetworks foreign{
      .format = layers.format, .readings = {}, .activation_named = layers.activation_named};
  std::optional<Error> first;
  for (const LayerList& list : layers.lists) {
    Result<Network<float>> network = fold(list);
    const Status status = network ? check_usable(*network, classes) : Status(network.error());
    if (status) {
      foreign.readings.push_back(std::move(*network));
    } else if (!first) {
      first = status.error();
    }
  }
  if (foreign.readings.empty()) {
    return first.value_or(Error{ErrorCode::kBadModel, "There is no network in this file."});
  }
  return foreign;
}

WaySearch::WaySearch(ForeignNetworks foreign, std::optional<PixelScaling> only)
    : foreign_(std::move(foreign)) {
  constexpr Activation kActivations[] = {Activation::kRelu, Activation::kSigmoid,
                                         Activation::kTanh};
  const bool hidden = foreign_.readings.front().layer_count() > 1;
  const bool open = !foreign_.activation_named && hidden;
  for (const bool transposed : {false, true}) {
    for (std::size_t reading = 0; reading < foreign_.readings.size(); ++reading) {
      for (const Activation activation : kActivations) {
        if (activation != Activation::kRelu && !open) break;
        for (std::size_t i = 0; i < std::size(kPixelScalingNames); ++i) {
          const auto scaling = static_cast<PixelScaling>(i);
          if (only && scaling != *only) continue;
          ways_.push_back({.scaling = scaling,
                           .transposed = transposed,
                           .activation = activation,
                           .activation_guessed = open,
                           .reading = static_cast<int>(reading)});
        }
      }
    }
  }
}

bool WaySearch::advance(Examples examples) {
  if (next_ < ways_.size()) attempt(ways_[next_++], examples);
  return next_ < ways_.size() && !(ways_[next_].transposed && reads_well());
}

void WaySearch::attempt(Findings way, Examples examples) {
  Network<float> network = read_as(foreign_, way);
  if (!check_usable(network, classes())) return;
  Metrics metrics = evaluate(network, examples, classes());
  if (way.is_plain()) plain_accuracy_ = std::max(plain_accuracy_, metrics.accuracy);
  if (metrics.accuracy <= 0.5) {
    const std::vector<int> order = order_of_classes(metrics, classes());
    if (!order.empty() && !std::is_sorted(order.begin(), order.end())) {
      Network<float> reordered = with_classes(network, order);
      const Metrics better = evaluate(reordered, examples, classes());
      if (better.accuracy > 0.5) {
        network = std::move(reordered);
        metrics = better;
        way.classes = order;
      }
    }
  }
  way.accuracy = metrics.accuracy;
  way.tried = examples.count();
  if (best_ && metrics.loss >= loss_) return;
  loss_ = metrics.loss;
  best_ = FoundNetwork{std::move(network), std::move(way)};
}

FoundNetwork WaySearch::finish() {
  if (!best_) {
    const Findings way = ways_.front();
    best_ = FoundNetwork{read_as(foreign_, way), way};
  }
  best_->findings.plain_accuracy = plain_accuracy_;
  return *std::move(best_);
}

FoundNetwork find_out(ForeignNetworks foreign, Examples examples) {
  WaySearch search(std::move(foreign));
  while (search.advance(examples)) {
  }
  return search.finish();
}

std::string words_of(const Findings& findings) {
  std::string words;
  if (findings.scaling != PixelScaling::kUnit) {
    words +=
        std::string("It expects pixels ") + kPixelScalingNames[static_cast<int>(findings.scaling)];
  }
  if (findings.transposed) {
    words += (words.empty() ? "It expects " : " and ") + std::string(
                                                             "images mirrored at their "
                                                             "diagonal");
  }
  if (findings.activation_guessed && findings.activation != Activation::kRelu) {
    words += (words.empty() ? "Its" : ", and its") + std::string(" hidden layers seem to have ") +
             kActivationNames[static_cast<int>(findings.activation)];
  }
  if (!findings.classes.empty()) {
    words += (words.empty() ? "Its" : ", and its") + std::string(" outputs are in another order");
  }
  if (!words.empty()) {
    words += ": so it reads " + percent_words(findings.accuracy) + " of the images, else " +
             percent_words(findings.plain_accuracy) + ".";
  }
  if (findings.reading > 0) {
    words += (words.empty() ? "" : " ") + std::string(
                                              "The file can be read in several ways; "
                                              "the one that reads best was taken.");
  }
  if (findings.is_doubtful()) {
    words += (words.empty() ? "" : " ") + std::string(
                                              "No way was found in which it reads more "
                                              "than half of the images; this one is the "
                                              "best.");
  }
  return words;
}

}  // namespace inkling

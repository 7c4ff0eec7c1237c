#include "model/foreign/findings.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <optional>

#include "base/picture.h"
#include "nn/metrics.h"

namespace inkling {
namespace {

ScaleStep scale_of(PixelScaling scaling) {
  constexpr double kMean = 0.1307, kDeviation = 0.3081;
  switch (scaling) {
    case PixelScaling::kUnit:
      return {{1}, {0}};
    case PixelScaling::kBytes:
      return {{255}, {0}};
    case PixelScaling::kSigned:
      return {{2}, {-1}};
    case PixelScaling::kStandard:
      return {{1 / kDeviation}, {-kMean / kDeviation}};
    case PixelScaling::kInverted:
      return {{-1}, {1}};
  }
  return {{1}, {0}};
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

bool has_hidden_layers(const LayerList& list) {
  for (const auto& step : list) {
    if (const auto* nonlinearity = std::get_if<Nonlinearity>(&step)) {
      if (*nonlinearity == Nonlinearity::kRelu) return true;
    }
  }
  return false;
}

// Folds the list as if the pixels were scaled so, and its hidden layers had this activation.
Result<Network<float>> folded_as(const ForeignLayers& foreign, const Findings& way) {
  LayerList list = {scale_of(way.scaling)};
  for (const auto& step : foreign.list) {
    const auto* nonlinearity = std::get_if<Nonlinearity>(&step);
    const bool open = !foreign.activation_named && nonlinearity != nullptr &&
                      *nonlinearity == Nonlinearity::kRelu;
    if (open) {
      list.emplace_back(static_cast<Nonlinearity>(way.activation));
    } else {
      list.push_back(step);
    }
  }
  Result<Network<float>> network = fold(list);
  if (network && way.transposed) transpose_images(*network);
  return network;
}

class Search {
 public:
  Search(const ForeignLayers& foreign, Examples examples)
      : foreign_(foreign), examples_(examples) {}

  // Tries one way, and keeps it where it is the best so far.
  Status attempt(Findings way) {
    Result<Network<float>> network = folded_as(foreign_, way);
    if (!network) return network.error();
    if (network->shape().layers.front() != kPixels || !has_bounded_sums(*network)) {
      if (!best_) best_ = FoundNetwork{std::move(*network), way};
      return Nothing{};
    }
    const Metrics metrics = evaluate(*network, examples_);
    way.accuracy = metrics.accuracy;
    if (way.is_plain()) plain_accuracy_ = metrics.accuracy;
    if (!measured_ || metrics.loss < loss_) {
      measured_ = true;
      loss_ = metrics.loss;
      best_ = FoundNetwork{std::move(*network), way};
    }
    return Nothing{};
  }

  bool reads_well() const { return measured_ && best_->findings.accuracy > 0.8; }
  Result<FoundNetwork> finish() {
    best_->findings.plain_accuracy = plain_accuracy_;
    return std::move(*best_);
  }

 private:
  const ForeignLayers& foreign_;
  Examples examples_;
  std::optional<FoundNetwork> best_;
  bool measured_ = false;
  double loss_ = 0;
  double plain_accuracy_ = 0;
};

std::string percent_words(double share) {
  char words[16];
  std::snprintf(words, sizeof words, "%.1f %%", 100 * share);
  return words;
}

}  // namespace

Result<FoundNetwork> find_out(const ForeignLayers& foreign, Examples examples) {
  constexpr Activation kActivations[] = {Activation::kRelu, Activation::kSigmoid,
                                         Activation::kTanh};
  const bool open = !foreign.activation_named && has_hidden_layers(foreign.list);
  Search search(foreign, examples);
  for (const bool transposed : {false, true}) {
    if (transposed && search.reads_well()) break;
    for (const Activation activation : kActivations) {
      if (activation != Activation::kRelu && !open) break;
      for (std::size_t i = 0; i < std::size(kPixelScalingNames); ++i) {
        const Status status = search.attempt({.scaling = static_cast<PixelScaling>(i),
                                              .transposed = transposed,
                                              .activation = activation,
                                              .activation_guessed = open});
        if (!status) return status.error();
      }
    }
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
  if (!words.empty()) {
    words += ": so it reads " + percent_words(findings.accuracy) + " of the images, else " +
             percent_words(findings.plain_accuracy) + ".";
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

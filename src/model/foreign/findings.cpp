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

// Each digit is mostly taken for one class, and no two for the same: then that is their order.
// Returns nothing otherwise.
std::vector<int> order_of_classes(const Metrics& metrics) {
  std::vector<int> classes;
  for (const auto& row : metrics.confusion) {
    const auto most = std::max_element(row.begin(), row.end());
    const int taken_for = static_cast<int>(most - row.begin());
    if (std::find(classes.begin(), classes.end(), taken_for) != classes.end()) return {};
    classes.push_back(taken_for);
  }
  return classes;
}

std::string percent_words(double share) {
  char words[16];
  std::snprintf(words, sizeof words, "%.1f %%", 100 * share);
  return words;
}

}  // namespace

WaySearch::WaySearch(ForeignLayers foreign, std::optional<PixelScaling> only)
    : foreign_(std::move(foreign)) {
  constexpr Activation kActivations[] = {Activation::kRelu, Activation::kSigmoid,
                                         Activation::kTanh};
  const bool open = !foreign_.activation_named && has_hidden_layers(foreign_.list);
  for (const bool transposed : {false, true}) {
    for (const Activation activation : kActivations) {
      if (activation != Activation::kRelu && !open) break;
      for (std::size_t i = 0; i < std::size(kPixelScalingNames); ++i) {
        const auto scaling = static_cast<PixelScaling>(i);
        if (only && scaling != *only) continue;
        ways_.push_back({.scaling = scaling,
                         .transposed = transposed,
                         .activation = activation,
                         .activation_guessed = open});
      }
    }
  }
}

bool WaySearch::advance(Examples examples) {
  if (next_ < ways_.size()) attempt(ways_[next_++], examples);
  return next_ < ways_.size() && !(ways_[next_].transposed && reads_well());
}

void WaySearch::attempt(Findings way, Examples examples) {
  Result<Network<float>> network = folded_as(foreign_, way);
  if (!network || !check_reads_digits(*network)) return;
  Metrics metrics = evaluate(*network, examples);
  if (way.is_plain()) plain_accuracy_ = metrics.accuracy;
  if (metrics.accuracy <= 0.5) {
    const std::vector<int> classes = order_of_classes(metrics);
    if (!classes.empty() && !std::is_sorted(classes.begin(), classes.end())) {
      Network<float> reordered = with_classes(*network, classes);
      const Metrics better = evaluate(reordered, examples);
      if (better.accuracy > 0.5) {
        *network = std::move(reordered);
        metrics = better;
        way.classes = classes;
      }
    }
  }
  way.accuracy = metrics.accuracy;
  way.tried = examples.count();
  if (best_ && metrics.loss >= loss_) return;
  loss_ = metrics.loss;
  best_ = FoundNetwork{std::move(*network), std::move(way)};
}

FoundNetwork WaySearch::finish() {
  if (!best_) {
    // Whoever began the search has seen that the layers can be folded.
    const Findings way = ways_.front();
    best_ = FoundNetwork{folded_as(foreign_, way).value(), way};
  }
  best_->findings.plain_accuracy = plain_accuracy_;
  return *std::move(best_);
}

Result<FoundNetwork> find_out(const ForeignLayers& foreign, Examples examples) {
  if (const auto plain = fold(foreign.list); !plain) return plain.error();
  WaySearch search(foreign);
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
  if (findings.is_doubtful()) {
    words += (words.empty() ? "" : " ") + std::string(
                                              "No way was found in which it reads more "
                                              "than half of the images; this one is the "
                                              "best.");
  }
  return words;
}

}  // namespace inkling

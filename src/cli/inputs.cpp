#include "cli/inputs.h"

#include <algorithm>
#include <cstdio>

#include "cli/files.h"
#include "model/foreign/foreign_file.h"
#include "model/model_file.h"

namespace inkling {

Examples examples_of(const Dataset& dataset, Split split) {
  const auto count = static_cast<std::size_t>(dataset.ready(split));
  return {dataset.pixels(split).first(count * kPixels), dataset.labels(split).first(count)};
}

namespace {

// Reads what another program wrote. ONNX may keep the weights in a second file beside the first.
// What the file does not say is tried on some of the training images, and told.
Result<Network<float>> read_other_model(const Options& options, const Bytes& file) {
  constexpr std::size_t kTried = 1000;
  const std::string second = options.model + ".data";
  std::vector<ForeignFile> files = {{options.model, file}};
  const Result<Bytes> weights = read_file(second);
  if (weights) files.push_back({second, *weights});
  const Result<ForeignLayers> layers = read_foreign_layers(files);
  if (!layers) return layers.error();
  Result<ForeignNetworks> networks = fold_all(*layers);
  if (!networks) return networks.error();
  const Result<Dataset> dataset = load_dataset(options.data);
  if (!dataset) return std::move(networks->readings.front());
  const Examples all = examples_of(*dataset, Split::kTrain);
  const std::size_t count = std::min(kTried, all.labels.size());
  const Examples tried = {all.pixels.first(count * kPixels), all.labels.first(count)};
  FoundNetwork found = find_out(std::move(*networks), tried);
  if (const std::string words = words_of(found.findings); !words.empty()) {
    std::fprintf(stderr, "%s: %s\n", options.model.c_str(), words.c_str());
  }
  return std::move(found.network);
}

}  // namespace

Result<Network<float>> load_model(const Options& options) {
  const Result<Bytes> file = read_file(options.model);
  if (!file) {
    return Error{file.error().code, file.error().message +
                                        " Name a model with --model, or make "
                                        "one with 'inkling train'."};
  }
  Result<Network<float>> network = read_model_file(*file);
  if (!network) network = read_other_model(options, *file);
  if (!network) return Error{network.error().code, options.model + ": " + network.error().message};
  return network;
}

}  // namespace inkling

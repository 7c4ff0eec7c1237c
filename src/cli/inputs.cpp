#include "cli/inputs.h"

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
Result<Network<float>> read_other_model(const std::string& path, const Bytes& file) {
  const std::string second = path + ".data";
  std::vector<CompanionFile> companions;
  const Result<Bytes> weights = read_file(second);
  if (weights) companions.push_back({second, *weights});
  Result<Network<float>> network = read_foreign_file(file, companions);
  if (!network) return network;
  if (const Status status = check_reads_digits(*network); !status) return status.error();
  return network;
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
  if (!network) network = read_other_model(options.model, *file);
  if (!network) return Error{network.error().code, options.model + ": " + network.error().message};
  return network;
}

}  // namespace inkling

#include "cli/inputs.h"

#include "cli/files.h"
#include "model/model_file.h"

namespace inkling {

Examples examples_of(const Dataset& dataset, Split split) {
  const auto count = static_cast<std::size_t>(dataset.ready(split));
  return {dataset.pixels(split).first(count * kPixels), dataset.labels(split).first(count)};
}

Result<Network<float>> load_model(const Options& options) {
  const Result<Bytes> file = read_file(options.model);
  if (!file) {
    return Error{file.error().code, file.error().message +
                                        " Name a model with --model, or make "
                                        "one with 'inkling train'."};
  }
  Result<Network<float>> network = read_model_file(*file);
  if (!network) return Error{network.error().code, options.model + ": " + network.error().message};
  return network;
}

}  // namespace inkling

#include "model/model_file.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/picture.h"
#include "model/onnx.h"
#include "model/safetensors.h"
#include "nn/metrics.h"
#include "nn/shape_text.h"

namespace inkling {
Result<Network<float>> read_model_file(std::span<const std::uint8_t> file, int classes) {
  Result<Network<float>> network = is_safetensors(file) ? from_safetensors(file) : from_onnx(file);
  if (!network) return network;
  if (const Status status = check_usable(*network, classes); !status) return status.error();
  return network;
}

bool is_own_file(std::span<const std::uint8_t> file) {
  // Both marks stand before the first weight.
  constexpr std::size_t kBeginning = 4096;
  const std::string_view beginning(reinterpret_cast<const char*>(file.data()),
                                   std::min(file.size(), kBeginning));
  const char* mark = is_safetensors(file) ? "{\"__metadata__\":{\"activation\":" : "\x07Inkling";
  return beginning.find(mark) != std::string_view::npos;
}

Status check_usable(const Network<float>& network, int classes) {
  const std::vector<int>& layers = network.shape().layers;
  if (layers.front() != kPixels || layers.back() != classes) {
    const std::string sizes = shape_text(network.shape());
    return Error{ErrorCode::kModelInput,
                 "This model is " + sizes + ": it does not go from 28 x 28 pixels to " +
                     std::to_string(classes) + " classes, so it cannot be used.",
                 sizes};
  }
  if (!has_bounded_sums(network)) {
    return Error{ErrorCode::kBadModel,
                 "The weights of this model are so large that its outputs are not finite numbers, "
                 "so it cannot be used."};
  }
  return Nothing{};
}

}  // namespace inkling

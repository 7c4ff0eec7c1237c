#include "model/model_file.h"

#include "base/picture.h"
#include "model/onnx.h"
#include "model/safetensors.h"
#include "nn/metrics.h"

namespace inkling {

Result<Network<float>> read_model_file(std::span<const std::uint8_t> file) {
  // A safetensors file has the length of its header before the brace of the header.
  constexpr std::size_t kHeaderAt = 8;
  const bool safetensors = file.size() > kHeaderAt && file[kHeaderAt] == '{';
  Result<Network<float>> network = safetensors ? from_safetensors(file) : from_onnx(file);
  if (!network) return network;
  if (const Status status = check_reads_digits(*network); !status) return status.error();
  return network;
}

Status check_reads_digits(const Network<float>& network) {
  const std::vector<int>& layers = network.shape().layers;
  if (layers.front() != kPixels || layers.back() != kDigits) {
    return Error{ErrorCode::kBadModel,
                 "This model does not go from 28 x 28 pixels to ten digits, so it cannot be used."};
  }
  if (!has_bounded_sums(network)) {
    return Error{ErrorCode::kBadModel,
                 "The weights of this model are so large that its outputs are not finite numbers, "
                 "so it cannot be used."};
  }
  return Nothing{};
}

}  // namespace inkling

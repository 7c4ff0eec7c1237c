// Whatever is in a model file of either kind, it is refused or gives a network that works.
#include <cstdlib>

#include "base/classes.h"
#include "fuzz/fuzz.h"
#include "math/numbers.h"
#include "model/model_file.h"

void fuzz(std::span<const std::uint8_t> bytes) {
  const auto network = inkling::read_model_file(bytes);
  if (!network) {
    if (network.error().message.empty()) std::abort();
    return;
  }
  if (network->shape().layers.back() != inkling::kDigits) std::abort();
  if (!inkling::all_finite(network->parameters())) std::abort();
}

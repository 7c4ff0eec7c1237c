// Whatever is in a model file, ours or somebody else's, it is refused or gives a network that
// works.
#include <cstdlib>

#include "base/classes.h"
#include "fuzz/fuzz.h"
#include "math/numbers.h"
#include "model/foreign/foreign_file.h"
#include "model/model_file.h"

namespace {

void check(const inkling::Result<inkling::Network<float>>& network) {
  if (!network) {
    if (network.error().message.empty()) std::abort();
    return;
  }
  if (!inkling::all_finite(network->parameters())) std::abort();
}

}  // namespace

void fuzz(std::span<const std::uint8_t> bytes) {
  const auto network = inkling::read_model_file(bytes);
  check(network);
  if (network && network->shape().layers.back() != inkling::kDigits) std::abort();
  check(inkling::read_foreign_file(bytes));
}

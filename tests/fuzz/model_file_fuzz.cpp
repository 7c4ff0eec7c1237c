// Whatever is in a model file, ours or somebody else's, it is refused or gives a network that
// works.
#include <cstdlib>
#include <vector>

#include "base/classes.h"
#include "fuzz/fuzz.h"
#include "fuzz/repair_zip.h"
#include "math/numbers.h"
#include "model/foreign/foreign_file.h"
#include "model/foreign/zip_file.h"
#include "model/model_file.h"

namespace {

using namespace inkling;

void check(const Network<float>& network) {
  if (!all_finite(network.parameters())) std::abort();
}

template <class T>
bool refused(const Result<T>& result) {
  if (!result && result.error().message.empty()) std::abort();
  return !result;
}

}  // namespace

void fuzz(std::span<const std::uint8_t> bytes) {
  const auto network = read_model_file(bytes);
  if (!refused(network)) {
    check(*network);
    if (network->shape().layers.back() != kDigits) std::abort();
  }
  std::vector<std::uint8_t> file(bytes.begin(), bytes.end());
  if (is_zip(file)) repair_check_sums(file);
  const ForeignFile files[] = {{"", file}};
  const auto layers = read_foreign_layers(files);
  if (refused(layers)) return;
  const auto networks = fold_all(*layers);
  if (refused(networks)) return;
  for (const Network<float>& reading : networks->readings) check(reading);
}

// Reads networks that other people trained, from a folder that INKLING_MODELS names; there, and in
// no other place, is expected.json with what each of them makes of the first test images.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

#include "base/json.h"
#include "cli/files.h"
#include "cli/inputs.h"
#include "nn/metrics.h"

using namespace inkling;

namespace {

// Weights of 16 bits are rounded, and with them what the network says.
double tolerance_of(const std::string& name) {
  if (name.starts_with("bf16")) return 2e-2;
  return name.starts_with("f16") ? 2e-3 : 1e-4;
}

bool is_of_keras(const std::string& name) {
  return name.ends_with(".keras") || name.ends_with(".h5");
}

}  // namespace

TEST_CASE("networks of other people say what they said in their own program") {
  const char* folder = std::getenv("INKLING_MODELS");
  if (folder == nullptr) return;
  const auto expected = read_file(std::string(folder) + "/expected.json");
  REQUIRE(expected.ok());
  const auto document =
      parse_json({reinterpret_cast<const char*>(expected->data()), expected->size()});
  REQUIRE(document.ok());
  Options options;
  const auto dataset = load_dataset(options.data);
  REQUIRE(dataset.ok());
  const Examples test = examples_of(*dataset, Split::kTest);
  for (const auto& [key, entry] : document->GetObject()) {
    const std::string name = key.GetString();
    CAPTURE(name);
    if (is_of_keras(name)) continue;  // HDF5 is read in the page only.
    options.model = std::string(folder) + "/" + name;
    const auto network = load_model(options);
    if (const auto* refused = find_member(entry, "refuse")) {
      REQUIRE_FALSE(network.ok());
      CHECK(network.error().message.find(refused->GetString()) != std::string::npos);
      continue;
    }
    REQUIRE(network.ok());
    const auto* probabilities = find_member(entry, "probabilities");
    REQUIRE(probabilities != nullptr);
    double worst = 0;
    for (rapidjson::SizeType i = 0; i < probabilities->Size(); ++i) {
      const Probabilities said = predict(*network, test.pixels.subspan(i * kPixels, kPixels));
      for (rapidjson::SizeType digit = 0; digit < kDigits; ++digit) {
        const double should = (*probabilities)[i][digit].GetDouble();
        worst = std::max(worst, std::abs(should - said[digit]));
      }
    }
    CHECK(worst <= tolerance_of(name));
  }
}

#include "model/safetensors.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

using namespace inkling;

namespace {

using Bytes = std::vector<std::uint8_t>;

Network<float> sample() {
  Network<float> network({.layers = {4, 3, 2}, .activation = Activation::kTanh});
  network.initialise(9);
  return network;
}

std::string header_of(const Bytes& file) {
  std::uint64_t size = 0;
  std::memcpy(&size, file.data(), 8);
  return {file.begin() + 8, file.begin() + 8 + static_cast<std::ptrdiff_t>(size)};
}

// Returns the file with a text of its header replaced by one of any length.
Bytes with_header(const Bytes& file, const std::string& from, const std::string& to) {
  std::string header = header_of(file);
  const std::size_t data = 8 + header.size();
  const auto at = header.find(from);
  REQUIRE(at != std::string::npos);
  header.replace(at, from.size(), to);
  Bytes changed(8);
  const std::uint64_t size = header.size();
  std::memcpy(changed.data(), &size, 8);
  changed.insert(changed.end(), header.begin(), header.end());
  changed.insert(changed.end(), file.begin() + static_cast<std::ptrdiff_t>(data), file.end());
  return changed;
}

}  // namespace

TEST_CASE("a network is the same after writing and reading") {
  const Network<float> network = sample();
  const auto read = from_safetensors(to_safetensors(network));
  REQUIRE(read.ok());
  CHECK(read->shape() == network.shape());
  CHECK(std::equal(network.parameters().begin(), network.parameters().end(),
                   read->parameters().begin()));
}

TEST_CASE("tensors are named and laid out as PyTorch would") {
  const Network<float> network = sample();
  const Bytes file = to_safetensors(network);
  const std::string header = header_of(file);
  CHECK(header.find(R"("0.weight":{"dtype":"F32","shape":[3,4],"data_offsets":[0,48]})") !=
        std::string::npos);
  CHECK(header.find(R"("0.bias":{"dtype":"F32","shape":[3],"data_offsets":[48,60]})") !=
        std::string::npos);
  CHECK(header.find(R"("2.weight")") != std::string::npos);
  CHECK(header.size() % 8 == 0);
  // Row 0 of [outputs, inputs] is what goes into unit 0.
  float second;
  std::memcpy(&second, file.data() + 8 + header.size() + 4, 4);
  CHECK(second == network.layer(0).weights(1, 0));
}

TEST_CASE("a file that is cut off anywhere is refused") {
  const Bytes file = to_safetensors(sample());
  for (std::size_t size = 0; size < file.size(); ++size) {
    CHECK_FALSE(from_safetensors(std::span(file).first(size)).ok());
  }
}

TEST_CASE("hostile files are refused") {
  const Bytes file = to_safetensors(sample());
  const auto refused = [](const Bytes& bytes) { return !from_safetensors(bytes).ok(); };
  Bytes huge = file;
  std::memset(huge.data(), 0xff, 8);  // The header claims 16 exabytes.
  CHECK(refused(huge));
  Bytes longer = file;
  longer.push_back(0);
  CHECK(refused(longer));
  CHECK(refused(with_header(file, "[0,48]", "[0,49]")));
  CHECK(refused(with_header(file, "[48,60]", "[0,12]")));       // The tensors overlap.
  CHECK(refused(with_header(file, "[48,60]", "[4800,4812]")));  // The tensor lies outside.
  CHECK(refused(with_header(file, "[0,48]", "[48,0]")));        // The tensor runs backwards.
  CHECK(refused(with_header(file, "[0,48]", "[-48,0]")));
  CHECK(refused(with_header(file, "[3,4]", "[4,3]")));  // The layers do not fit.
  CHECK(refused(with_header(file, "[3,4]", "[3,4,1]")));
  CHECK(refused(with_header(file, "[3,4]", "[2147483647,2147483647]")));
  CHECK(refused(with_header(file, "F32", "F64")));
  CHECK(refused(with_header(file, "tanh", "step")));
  CHECK(refused(with_header(file, "\"0.weight\"", "\"1.weight\"")));
  CHECK(refused(with_header(file, "{\"__metadata__\"", "[\"__metadata__\"")));
}

TEST_CASE("numbers that are not finite are refused") {
  for (const float bad : {NAN, INFINITY, -INFINITY}) {
    Network<float> network = sample();
    network.parameters()[5] = bad;
    CHECK_FALSE(from_safetensors(to_safetensors(network)).ok());
  }
}

TEST_CASE("weights as whole numbers come back within half a step") {
  const Network<float> network = sample();
  for (const auto& [precision, levels] :
       {std::pair{Precision::kInt8, 127.0f}, {Precision::kInt5, 15.0f}}) {
    const Bytes file = to_safetensors(network, precision, {{"seed", "7"}});
    CHECK(header_of(file).find(R"("seed":"7")") != std::string::npos);
    const auto read = from_safetensors(file);
    REQUIRE(read.ok());
    CHECK(read->shape() == network.shape());
    for (int l = 0; l < network.layer_count(); ++l) {
      const auto before = network.layer(l);
      const auto after = read->layer(l);
      for (int out = 0; out < before.weights.cols; ++out) {
        float largest = 0;
        for (int in = 0; in < before.weights.rows; ++in) {
          largest = std::max(largest, std::abs(before.weights(in, out)));
        }
        for (int in = 0; in < before.weights.rows; ++in) {
          const float error = std::abs(before.weights(in, out) - after.weights(in, out));
          CHECK(error <= 0.501f * largest / levels);
        }
        CHECK(before.biases[out] == after.biases[out]);
      }
    }
    CHECK_FALSE(from_safetensors(with_header(file, "0.weight_scale", "0.weight_scales")).ok());
  }
}

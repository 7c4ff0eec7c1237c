#include "model/onnx.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "math/random.h"

using namespace inkling;

namespace {

using Bytes = std::vector<std::uint8_t>;

Network<float> sample(std::vector<int> layers, Activation activation = Activation::kTanh) {
  Network<float> network({.layers = std::move(layers), .activation = activation});
  network.initialise(9);
  return network;
}

// Returns the file with the first occurrence of a text replaced by one of the same length.
Bytes with(Bytes file, std::string_view from, std::string_view to) {
  REQUIRE(from.size() == to.size());
  const auto at = std::search(file.begin(), file.end(), from.begin(), from.end());
  REQUIRE(at != file.end());
  std::copy(to.begin(), to.end(), at);
  return file;
}

}  // namespace

TEST_CASE("an ONNX model comes back as it was") {
  for (const Activation activation : {Activation::kRelu, Activation::kSigmoid, Activation::kTanh}) {
    for (const std::vector<int>& layers : {std::vector{4, 2}, {4, 3, 2}, {5, 4, 3, 2}}) {
      const Network<float> network = sample(layers, activation);
      const auto read = from_onnx(to_onnx(network));
      REQUIRE(read.ok());
      CHECK(read->shape().layers == network.shape().layers);
      // Without a hidden layer there is no activation to be told.
      if (layers.size() > 2) CHECK(read->shape().activation == activation);
      CHECK(std::equal(network.parameters().begin(), network.parameters().end(),
                       read->parameters().begin()));
    }
  }
}

TEST_CASE("what is cut off, garbled or another model is refused") {
  const Bytes file = to_onnx(sample({4, 3, 2}));
  REQUIRE(from_onnx(file).ok());
  // A file that is cut behind its graph lacks only the version of the operators, and is not tried.
  for (std::size_t size = 0; size + 16 < file.size(); ++size) {
    CHECK_FALSE(from_onnx(std::span(file).first(size)).ok());
  }
  CHECK_FALSE(from_onnx(with(file, "Gemm", "Conv")).ok());
  CHECK_FALSE(from_onnx(with(file, "Tanh", "Tank")).ok());
  CHECK_FALSE(from_onnx(with(file, "Softmax", "Hardmax")).ok());
  CHECK_FALSE(from_onnx(with(file, "0.weight", "3.weight")).ok());

  Network<float> broken = sample({4, 3, 2});
  broken.parameters()[3] = std::numeric_limits<float>::quiet_NaN();
  CHECK_FALSE(from_onnx(to_onnx(broken)).ok());
}

TEST_CASE("operators that are connected or meant in another way are refused") {
  // The layers are square, so that nothing else tells a transposed one.
  const Bytes file = to_onnx(sample({3, 3, 3}));
  REQUIRE(from_onnx(file).ok());
  using namespace std::string_view_literals;
  CHECK_FALSE(from_onnx(with(file, "transB\x18\x01"sv, "transB\x18\x00"sv)).ok());
  CHECK_FALSE(from_onnx(with(file, "transB"sv, "transA"sv)).ok());
  CHECK_FALSE(from_onnx(with(file, "\x0a\x06transB\x18\x01"sv, "\x0a\x06unknow\x18\x01"sv)).ok());
  CHECK_FALSE(from_onnx(with(file, "a1"sv, "b1"sv)).ok());
  CHECK_FALSE(from_onnx(with(file, "pixels"sv, "number"sv)).ok());
}

TEST_CASE("no garbled byte makes the reader of ONNX models fall over") {
  const Bytes file = to_onnx(sample({4, 3, 2}));
  Random random(5, 1);
  for (int round = 0; round < 20000; ++round) {
    Bytes garbled = file;
    for (int i = 0; i < 3; ++i) {
      garbled[random.below(static_cast<std::uint32_t>(file.size()))] =
          static_cast<std::uint8_t>(random.below(256));
    }
    const auto read = from_onnx(garbled);
    if (read.ok()) CHECK(std::isfinite(read->parameters()[0]));
  }
}

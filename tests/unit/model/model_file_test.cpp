#include "model/model_file.h"

#include <doctest/doctest.h>

#include "model/onnx.h"
#include "model/safetensors.h"

using namespace inkling;

TEST_CASE("both kinds of files are recognised") {
  Network<float> network({.layers = {784, 5, 10}});
  network.initialise(1);
  for (const auto& file : {to_safetensors(network), to_onnx(network)}) {
    const auto read = read_model_file(file);
    REQUIRE(read.ok());
    CHECK(read->shape() == network.shape());
    CHECK(read->parameters()[7] == network.parameters()[7]);
  }
}

TEST_CASE("a network whose outputs are not finite is refused, however well-formed its file") {
  for (const std::vector<int>& layers : {std::vector{784, 10}, {784, 5, 10}}) {
    Network<float> network({.layers = layers});
    network.initialise(1);
    CHECK(read_model_file(to_safetensors(network)).ok());
    for (const float large : {3e38f, 1e30f}) {
      std::fill(network.parameters().begin(), network.parameters().end(), large);
      CHECK_FALSE(read_model_file(to_safetensors(network)).ok());
      CHECK_FALSE(read_model_file(to_onnx(network)).ok());
    }
    std::fill(network.parameters().begin(), network.parameters().end(), 0.0f);
    network.parameters().back() = -3e38f;  // A single bias is enough.
    CHECK_FALSE(read_model_file(to_safetensors(network)).ok());
  }
}

TEST_CASE("what is no reader of digits is refused") {
  CHECK_FALSE(read_model_file({}).ok());
  const std::vector<std::uint8_t> text(100, 'a');
  CHECK_FALSE(read_model_file(text).ok());
  for (const std::vector<int>& layers : {std::vector{784, 9}, {100, 10}}) {
    CHECK_FALSE(read_model_file(to_safetensors(Network<float>({.layers = layers}))).ok());
  }
}

TEST_CASE("with another number of classes in use, a network of so many is read, and no other") {
  Network<float> network({.layers = {784, 4, 3}});
  network.initialise(1);
  for (const auto& file : {to_safetensors(network), to_onnx(network)}) {
    CHECK(read_model_file(file, 3)->shape() == network.shape());
    CHECK(read_model_file(file, 4).error().code == ErrorCode::kModelInput);
    CHECK(read_model_file(file).error().subject == "784-4-3");
  }
}

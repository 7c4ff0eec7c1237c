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

TEST_CASE("what is no reader of digits is refused") {
  CHECK_FALSE(read_model_file({}).ok());
  const std::vector<std::uint8_t> text(100, 'a');
  CHECK_FALSE(read_model_file(text).ok());
  for (const std::vector<int>& layers : {std::vector{784, 9}, {100, 10}}) {
    CHECK_FALSE(read_model_file(to_safetensors(Network<float>({.layers = layers}))).ok());
  }
}

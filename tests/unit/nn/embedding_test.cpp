#include "nn/embedding.h"

#include <doctest/doctest.h>

#include "nn/trace.h"
#include "unit/toy_digits.h"

using namespace inkling;

TEST_CASE("each picture's row is what the last hidden layer makes of it") {
  const ToyDigits toy(260);  // They fill more than one chunk.
  for (const auto& layers :
       std::vector<std::vector<int>>{{784, 10}, {784, 33, 10}, {784, 20, 7, 10}}) {
    Network<float> network({.layers = layers, .activation = Activation::kTanh});
    network.initialise(5);
    const Matrix<float> hidden = last_hidden_activations(network, toy.examples());
    CHECK(hidden.rows() == 260);
    REQUIRE(hidden.cols() == hidden_width(network.shape()));
    for (const int index : {0, 100, 259}) {
      const Trace way = trace_forward(network, toy.examples().picture(index));
      const auto& expected = way.values[way.values.size() - 2];
      for (int j = 0; j < hidden.cols(); ++j) {
        CHECK(hidden.view()(index, j) ==
              doctest::Approx(expected[static_cast<std::size_t>(j)]).epsilon(1e-3));
      }
    }
  }
}

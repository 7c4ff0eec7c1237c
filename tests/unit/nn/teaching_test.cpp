#include "nn/teaching.h"

#include <doctest/doctest.h>

using namespace inkling;

TEST_CASE("teaching keeps the network's shape, and its drawings are a part of what is seen") {
  const NetworkShape shape = {.layers = {784, 30, 20, 12}, .activation = Activation::kTanh};
  const Settings settings = teaching_settings(shape);
  CHECK(settings.shape(784, 12) == shape);
  CHECK(teaching_copies(0, 12000) == 0);
  for (const int drawings : {1, 3, 10, 100, 5000}) {
    const int copies = teaching_copies(drawings, 12000);
    CHECK(copies >= 1);
    CHECK(copies <= 400);
    if (drawings <= 1000) CHECK(copies * drawings <= 1200);
  }
}

#include "data/wrong_labels.h"

#include <doctest/doctest.h>

#include "unit/toy_digits.h"

using namespace inkling;

TEST_CASE("so many labels are wrong, none by chance right, and the seed decides which") {
  const ToyDigits toy(5000);
  const auto wrong = with_wrong_labels(toy.labels, 0.2, 1);
  int changed = 0;
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    CHECK(wrong[i] < 10);
    changed += wrong[i] != toy.labels[i];
  }
  CHECK(changed / 5000.0 == doctest::Approx(0.2).epsilon(0.1));
  CHECK(with_wrong_labels(toy.labels, 0.2, 1) == wrong);
  CHECK(with_wrong_labels(toy.labels, 0.2, 2) != wrong);
  CHECK(with_wrong_labels(toy.labels, 0, 1) == toy.labels);
}

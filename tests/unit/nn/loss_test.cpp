#include "nn/loss.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "base/classes.h"

using namespace inkling;

TEST_CASE("softmax of known logits, and of huge ones") {
  std::vector<double> z = {0, std::log(3.0)};
  softmax(std::span(z));
  CHECK(z[0] == doctest::Approx(0.25));
  CHECK(z[1] == doctest::Approx(0.75));
  std::vector<float> huge = {1000, 1000, -1000};
  softmax(std::span(huge));
  CHECK(huge[0] == doctest::Approx(0.5));
  CHECK(huge[2] == 0.0f);
}

TEST_CASE("logits that are no numbers make every class equally likely") {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  for (const float odd : {kInfinity, -kInfinity, std::nanf("")}) {
    std::vector<float> some = {1, odd, odd, 2};
    std::vector<float> all = {odd, odd, odd, odd};
    softmax(std::span(some));
    softmax(std::span(all));
    for (const auto& p : {some, all}) {
      CHECK(std::accumulate(p.begin(), p.end(), 0.0f) == doctest::Approx(1));
    }
    CHECK(all[0] == 0.25f);
  }
}

TEST_CASE("cross-entropy: an even guess among ten costs log 10, a sure wrong one a lot, finitely") {
  std::vector<float> logits(10, 0.5f);
  CHECK(cross_entropy<float>({logits.data(), 1, 10}, std::vector<std::uint8_t>{3}).cross_entropy ==
        doctest::Approx(std::log(10.0)));
  logits[7] = 200;
  const LossSum wrong = cross_entropy<float>({logits.data(), 1, 10}, std::vector<std::uint8_t>{3});
  CHECK(wrong.cross_entropy == doctest::Approx(199.5));
  CHECK(wrong.correct == 0);
  CHECK(cross_entropy<float>({logits.data(), 1, 10}, std::vector<std::uint8_t>{7}).correct == 1);
}

TEST_CASE("the gradient is scale * (p - one-hot)") {
  std::vector<double> logits = {0, std::log(3.0)};
  const auto loss =
      cross_entropy_backward<double>({logits.data(), 1, 2}, std::vector<std::uint8_t>{1}, 2.0);
  CHECK(loss.cross_entropy == doctest::Approx(-std::log(0.75)));
  CHECK(logits[0] == doctest::Approx(0.5));
  CHECK(logits[1] == doctest::Approx(-0.5));
}

TEST_CASE("the loss is the same with its gradient and without") {
  std::vector<float> logits = {0.5f, -2.0f, 1000.0f, 3.0f, 3.5f, -1.0f};
  const std::vector<std::uint8_t> labels = {0, 2};
  const LossSum alone = cross_entropy<float>({logits.data(), 2, 3}, labels);
  const LossSum together = cross_entropy_backward<float>({logits.data(), 2, 3}, labels, 1.0f);
  CHECK(together.cross_entropy == doctest::Approx(alone.cross_entropy).epsilon(1e-6));
  CHECK(together.correct == alone.correct);
}

TEST_CASE("logits that are not numbers give a loss that is none") {
  std::vector<float> logits = {0, NAN, 0};
  CHECK_FALSE(std::isfinite(
      cross_entropy<float>({logits.data(), 1, 3}, std::vector<std::uint8_t>{0}).cross_entropy));
  CHECK_FALSE(std::isfinite(
      cross_entropy_backward<float>({logits.data(), 1, 3}, std::vector<std::uint8_t>{0}, 1.0f)
          .cross_entropy));
}

TEST_CASE("an example of no class pulls every class to an even share, and counts in no sum") {
  std::vector<double> logits = {0, std::log(3.0), 1, 2};
  const auto loss = cross_entropy_backward<double>({logits.data(), 2, 2},
                                                   std::vector<std::uint8_t>{kNoClass, 0}, 2.0);
  CHECK(logits[0] == doctest::Approx(2 * (0.25 - 0.5)));
  CHECK(logits[1] == doctest::Approx(2 * (0.75 - 0.5)));
  CHECK(loss.classified == 1);
  CHECK(loss.correct == 0);
  CHECK(loss.cross_entropy == doctest::Approx(std::log(1 + std::exp(1.0))));
}

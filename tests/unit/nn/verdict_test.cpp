#include "nn/verdict.h"

#include <doctest/doctest.h>

using namespace inkling;

TEST_CASE("what is said follows from the two likeliest classes") {
  const auto verdict = [](float first, float second) {
    Probabilities probabilities{};
    probabilities[4] = first;
    probabilities[9] = second;
    return verdict_on(probabilities);
  };
  CHECK(verdict(0.95f, 0.03f) == Verdict::kSure);
  CHECK(verdict(0.6f, 0.1f) == Verdict::kPerhaps);
  CHECK(verdict(0.6f, 0.35f) == Verdict::kEither);
  CHECK(verdict(0.4f, 0.38f) == Verdict::kEither);
  CHECK(verdict(0.3f, 0.2f) == Verdict::kNone);
}

TEST_CASE("the runner-up is the second likeliest, a symbol too") {
  Probabilities probabilities{};
  probabilities[3] = 0.5f;
  probabilities[11] = 0.4f;
  probabilities[0] = 0.1f;
  CHECK(runner_up(probabilities) == 11);
}

TEST_CASE("what is to be compared: what is asked for, else the likeliest that are left") {
  Probabilities probabilities{};
  probabilities[3] = 0.5f;
  probabilities[8] = 0.4f;
  probabilities[0] = 0.1f;
  const auto is = [](Comparison two, int digit, int against) {
    return two.digit == digit && two.against == against;
  };
  CHECK(is(compared(probabilities), 3, 8));
  CHECK(is(compared(probabilities, 8), 8, 3));
  CHECK(is(compared(probabilities, 5), 5, 3));
  CHECK(is(compared(probabilities, std::nullopt, 3), 8, 3));
  CHECK(is(compared(probabilities, 1, 2), 1, 2));
}

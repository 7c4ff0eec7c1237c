#include "ui/numbers.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>

#include "math/random.h"

using namespace inkling;

namespace {

constexpr Language kEn = Language::kEnglish;
constexpr Language kZh = Language::kChinese;
constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinite = std::numeric_limits<double>::infinity();

// Returns what is printed, as a whole number of its last digit's units.
long long printed(double value, int digits) {
  std::string text = fixed(kEn, value, digits);
  const bool below_zero = text.starts_with("−");
  long long number = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') number = 10 * number + (c - '0');
  }
  return below_zero ? -number : number;
}

}  // namespace

TEST_CASE("one minus sign, and none before zero") {
  CHECK(fixed(kEn, -0.37, 2) == "−0.37");
  CHECK(fixed(kZh, -1, 0) == "−1");
  CHECK(fixed(kEn, -1e-17, 2) == "0.00");
  CHECK(fixed(kEn, -0.0, 1) == "0.0");
  CHECK(fixed(kEn, -0.0049, 2) == "0.00");
  CHECK(fixed(kEn, 12.345, 1) == "12.3");
  CHECK(signed_number(kEn, 3.256) == "+3.26");
  CHECK(signed_number(kEn, -3.256) == "−3.26");
  CHECK(signed_number(kEn, -1e-9) == "0.00");
  CHECK(signed_number(kEn, 1e-9) == "0.00");
  CHECK(added_term(kEn, -0.37) == "− 0.37");
  CHECK(added_term(kEn, 0.37) == "+ 0.37");
  CHECK(added_term(kEn, -1e-17) == "+ 0.00");  // Six steps down and six up end here.
  CHECK(with_thousands(1234567) == "1,234,567");
  CHECK(with_thousands(-100) == "−100");
  CHECK(with_thousands(999) == "999");
  CHECK(percent(kEn, -0.5) == "−50");
}

TEST_CASE("what is no number, or has no end, is a word") {
  for (const double value : {kNoNumber, -kNoNumber}) {
    CHECK(fixed(kEn, value, 2) == "unknown");
    CHECK(signed_number(kZh, value) == "未知");
    CHECK(significant(kEn, value) == "unknown");
    CHECK(rounded(kEn, value) == "unknown");
    CHECK(percent(kEn, value) == "–");
    CHECK(loss_words(kEn, value) == "ran away");
  }
  CHECK(fixed(kEn, kInfinite, 2) == "infinity");
  CHECK(added_term(kEn, -kInfinite) == "+ minus infinity");
  CHECK(rounded(kZh, kInfinite) == "无穷大");
  CHECK(percent(kEn, kInfinite) == "–");
  CHECK(loss_words(kEn, kInfinite) == "ran away");
  CHECK(loss_words(kZh, 2e6) == "发散了");
  CHECK(loss_words(kEn, 3.9521) == "3.952");
}

TEST_CASE("small and large numbers stay readable") {
  CHECK(significant(kEn, 0) == "0");
  CHECK(significant(kEn, 0.000288) == "0.000288");
  CHECK(significant(kEn, -0.0123456) == "−0.0123");
  CHECK(significant(kEn, 8.1524) == "8.15");
  CHECK(significant(kEn, -1.24e-12) == "−1.2 × 10^−12");
  CHECK(fixed(kEn, -2.5e30, 2) == "−2.5 × 10^30");
  CHECK(rounded(kEn, 21049, 100) == "21,000");
  CHECK(rounded(kEn, 3e25) == "3.0 × 10^25");
}

TEST_CASE("the terms of a printed sum add up to the printed sum") {
  // Rounded alone, they would be 4.64, -0.37 and 4.28, and 3.26, 2.60 and 5.85.
  CHECK(rounded_sum(std::array{4.6425, -0.3655}) == std::vector<double>{4.64, -0.36, 4.28});
  CHECK(rounded_sum(std::array{3.2553, 2.5959}) == std::vector<double>{3.25, 2.60, 5.85});
  Random random(1, 1);
  int moved = 0;
  for (int round = 0; round < 20000; ++round) {
    std::vector<double> terms(1 + random.below(6));
    const double scale = std::pow(10.0, static_cast<double>(random.below(6)) - 3);
    for (double& term : terms) term = scale * (2 * random.uniform() - 1);
    const int digits = static_cast<int>(random.below(4));
    const std::vector<double> values = rounded_sum(terms, digits);
    REQUIRE(values.size() == terms.size() + 1);
    long long sum = 0;
    double exact = 0;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      sum += printed(values[i], digits);
      exact += terms[i];
      // No term is farther away than one unit of the last digit.
      REQUIRE(std::abs(values[i] - terms[i]) * std::pow(10.0, digits) < 1 + 1e-6);
      moved += printed(values[i], digits) != printed(terms[i], digits) ? 1 : 0;
    }
    REQUIRE(sum == printed(values.back(), digits));
    REQUIRE(printed(values.back(), digits) == printed(exact, digits));
  }
  CHECK(moved > 100);  // With fewer, nothing was tried.
}

TEST_CASE("a term that is exact does not give way; what cannot be rounded comes back") {
  CHECK(rounded_sum(std::array{0.6049, -0.6, 0.0}, 2)[1] == -0.6);
  CHECK(rounded_sum(std::array{0.0049, 0.0049, 0.5}, 2) ==
        std::vector<double>{0.01, 0.00, 0.50, 0.51});
  const std::vector<double> huge = rounded_sum(std::array{1e30, -3.14159});
  CHECK(huge[0] == 1e30);
  CHECK(huge[1] == -3.14159);
  CHECK(std::isnan(rounded_sum(std::array{kNoNumber, 1.0}).back()));
  CHECK(rounded_sum({}) == std::vector<double>{0});
}

TEST_CASE("one has the singular, in English") {
  const auto stopped = [](Language language, const char* steps) {
    return text(language, Text::kStoppedAfter, {steps});
  };
  CHECK(stopped(kEn, "1") == "Stopped after 1 step");
  CHECK(stopped(kEn, "2") == "Stopped after 2 steps");
  CHECK(stopped(kEn, "0") == "Stopped after 0 steps");
  CHECK(stopped(kEn, "1,001") == "Stopped after 1,001 steps");
  CHECK(stopped(kZh, "1") == "走了 1 步后停下");
  CHECK(text(kEn, Text::kDrawingsCount, {"1"}) == "1 drawing");
  CHECK(text(kEn, Text::kSettingsSummary, {"784-10", "sgd", "1"}) == "784-10 · sgd · 1 epoch");
  CHECK(text(kEn, Text::kConfusionCell, {"1", "a 4", "a 9"}) == "a 4 taken for a 9: 1 time");
}

#include "ui/numbers.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numeric>

namespace inkling {
namespace {

// From here on, and nearer to zero than this, a power of ten is easier to read than all the digits.
constexpr double kLargestInFull = 1e7;
constexpr double kSmallestInFull = 1e-7;

// A loss that is larger has run away, whatever becomes of it.
constexpr double kLargestLoss = 1e6;

std::string minus(Language language) { return std::string(text(language, Text::kMinusSign)); }

// Writes a positive number: 12345678901 as "1.2 × 10^10".
std::string with_power_of_ten(Language language, double value) {
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "%.1e", value);
  const std::string digits = buffer;
  const std::size_t e = digits.find('e');
  const int exponent = std::atoi(digits.c_str() + e + 1);
  return digits.substr(0, e) + " × 10^" + (exponent < 0 ? minus(language) : "") +
         std::to_string(std::abs(exponent));
}

std::string word_for(Language language, double value) {
  if (std::isnan(value)) return std::string(text(language, Text::kUnknown));
  return std::string(text(language, value > 0 ? Text::kInfinity : Text::kMinusInfinity));
}

// Rounds to this many digits, away from zero in the middle between two.
double rounded_to(double value, int digits) {
  const double unit = std::pow(10.0, digits);
  return std::round(value * unit) / unit;
}

// Writes a finite number without its sign.
std::string magnitude(Language language, double value, int digits) {
  value = std::abs(value);
  if (value >= kLargestInFull) return with_power_of_ten(language, value);
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "%.*f", digits, rounded_to(value, digits));
  return buffer;
}

// Returns -1, 0 or 1, the sign of what is printed.
int printed_sign(double value, int digits) {
  const double printed = std::abs(value) >= kLargestInFull ? value : rounded_to(value, digits);
  return printed < 0 ? -1 : printed > 0 ? 1 : 0;
}

}  // namespace

std::string fixed(Language language, double value, int digits) {
  if (!std::isfinite(value)) return word_for(language, value);
  return (printed_sign(value, digits) < 0 ? minus(language) : "") +
         magnitude(language, value, digits);
}

std::string signed_number(Language language, double value, int digits) {
  const bool plus = std::isfinite(value) && printed_sign(value, digits) > 0;
  return (plus ? "+" : "") + fixed(language, value, digits);
}

std::string added_term(Language language, double value, int digits) {
  if (!std::isfinite(value)) return "+ " + word_for(language, value);
  const bool less = printed_sign(value, digits) < 0;
  return (less ? minus(language) : "+") + " " + magnitude(language, value, digits);
}

std::string significant(Language language, double value) {
  if (value == 0) return "0";
  if (!std::isfinite(value)) return word_for(language, value);
  if (std::abs(value) < kSmallestInFull) {
    return (value < 0 ? minus(language) : "") + with_power_of_ten(language, std::abs(value));
  }
  constexpr double kFigures = 3;
  const double digits = std::ceil(kFigures - 1 - std::log10(std::abs(value)));
  return fixed(language, value, static_cast<int>(std::max(digits, 2.0)));
}

std::string added_significant(Language language, double value) {
  return (value < 0 ? minus(language) : "+") + " " + significant(language, std::abs(value));
}

std::string with_thousands(std::int64_t number) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return (number < 0 ? "−" : "") + digits;
}

std::string rounded(Language language, double value, int unit) {
  constexpr double kLargestWhole = 1e12;
  if (!(std::abs(value) < kLargestWhole)) return fixed(language, value, 0);
  return with_thousands(std::llround(value / unit) * unit);
}

std::string percent(Language language, double share, int digits) {
  if (!std::isfinite(share)) return std::string(text(language, Text::kUnknownNumber));
  return fixed(language, 100 * share, digits);
}

std::string loss_words(Language language, double loss) {
  if (!(loss <= kLargestLoss)) return std::string(text(language, Text::kRanAway));
  return fixed(language, loss, 3);
}

std::vector<double> rounded_sum(std::span<const double> terms, int digits) {
  std::vector<double> values(terms.begin(), terms.end());
  values.push_back(std::accumulate(terms.begin(), terms.end(), 0.0));
  const bool printable = std::all_of(values.begin(), values.end(),
                                     [](double value) { return std::abs(value) < kLargestInFull; });
  if (!printable) return values;

  // From here on, values are in units of the last digit: whole numbers, which double precision adds
  // exactly.
  const double unit = std::pow(10.0, digits);
  double missing = std::round(values.back() * unit);
  std::vector<double> remainders;
  for (double& value : values) {
    const double whole = std::round(value * unit);
    remainders.push_back(value * unit - whole);
    value = whole;
  }
  remainders.pop_back();
  for (std::size_t i = 0; i < terms.size(); ++i) missing -= values[i];
  while (missing != 0 && !remainders.empty()) {
    const double step = missing > 0 ? 1 : -1;
    const auto farthest = std::max_element(remainders.begin(), remainders.end(),
                                           [&](double a, double b) { return step * a < step * b; });
    values[static_cast<std::size_t>(farthest - remainders.begin())] += step;
    *farthest -= step;
    missing -= step;
  }
  for (double& value : values) value /= unit;
  return values;
}

}  // namespace inkling

#include "nn/verdict.h"

#include <cmath>

#include "nn/metrics.h"

namespace inkling {
namespace {

// Returns the likeliest class but for one.
int most_likely_but(const Probabilities& probabilities, int excluded) {
  Probabilities others = probabilities;
  others[static_cast<std::size_t>(excluded)] = -1;
  return most_likely(others);
}

}  // namespace

Verdict verdict_on(const Probabilities& probabilities) {
  constexpr float kSure = 0.8f;
  constexpr float kLikely = 0.5f;
  constexpr float kRival = 0.25f;
  const auto of = [&](int c) { return probabilities[static_cast<std::size_t>(c)]; };
  const float share = of(most_likely(probabilities));
  if (share >= kSure) return Verdict::kSure;
  if (of(runner_up(probabilities)) >= kRival) return Verdict::kEither;
  return share >= kLikely ? Verdict::kPerhaps : Verdict::kNone;
}

double entropy_bits(const Probabilities& probabilities) {
  double bits = 0;
  for (const float p : probabilities) {
    if (p > 0) bits -= p * std::log2(p);
  }
  return bits;
}

int runner_up(const Probabilities& probabilities) {
  return most_likely_but(probabilities, most_likely(probabilities));
}

Comparison compared(const Probabilities& probabilities, std::optional<int> digit,
                    std::optional<int> against) {
  if (!digit) {
    digit = against ? most_likely_but(probabilities, *against) : most_likely(probabilities);
  }
  return {*digit, against ? *against : most_likely_but(probabilities, *digit)};
}

}  // namespace inkling

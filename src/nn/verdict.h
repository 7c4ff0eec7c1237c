// What may be said of a drawing, given the probabilities.
#pragma once

#include <optional>

#include "base/classes.h"

namespace inkling {

enum class Verdict {
  kSure,     // the likeliest class
  kPerhaps,  // the likeliest class, with reserve
  kEither,   // one of the two likeliest
  kNone,     // none that the network knows: no class is likely
};

Verdict verdict_on(const Probabilities& probabilities);

// 0 where one class has all, log2(10) = 3.3 where ten are alike (Shannon 1948).
double entropy_bits(const Probabilities& probabilities);

// The second likeliest class.
int runner_up(const Probabilities& probabilities);

// Two classes to be compared: those that are asked for, else the likeliest that are left.
struct Comparison {
  int digit = 0;
  int against = 0;
};
Comparison compared(const Probabilities& probabilities, std::optional<int> digit = std::nullopt,
                    std::optional<int> against = std::nullopt);

}  // namespace inkling

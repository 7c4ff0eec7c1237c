// Decides what may be said of a drawing, given the probabilities.
#pragma once

#include <optional>

#include "base/classes.h"

namespace inkling {

enum class Verdict {
  kSure,     // The drawing is the likeliest class.
  kPerhaps,  // It is the likeliest class, with reserve.
  kEither,   // It is one of the two likeliest.
  kNone,     // It is none that the network knows: no class is likely.
};

Verdict verdict_on(const Probabilities& probabilities);

// Returns 0 where one class has all, and log2(10) = 3.3 where ten are alike (Shannon 1948).
double entropy_bits(const Probabilities& probabilities);

// Returns the second likeliest class.
int runner_up(const Probabilities& probabilities);

// Two classes are compared: those that are asked for, else the likeliest that are left.
struct Comparison {
  int digit = 0;
  int against = 0;
};
Comparison compared(const Probabilities& probabilities, std::optional<int> digit = std::nullopt,
                    std::optional<int> against = std::nullopt);

}  // namespace inkling

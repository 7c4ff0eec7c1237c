// Writes numbers as people read them: whatever is drawn or read out gets its numbers here.
//
// - The minus sign is − (U+2212). A sign belongs to its number, "−0.37" and "+3.26"; between the
//   terms of a sum it is an operator with a space on either side, "4.64 − 0.37".
// - What rounds to zero has no sign.
// - What is not a number, or has no end, is a word; what is too long for a line is written with a
//   power of ten.
// - The terms of a sum that is printed are rounded together, so that they add up as printed.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ui/strings.h"

namespace inkling {

// Writes this many digits after the point: "−0.37".
std::string fixed(Language language, double value, int digits);
// Writes the same with a sign in any case, for what is compared or added: "+3.26". Zero has none.
std::string signed_number(Language language, double value, int digits = 2);
// Writes a term of a sum after the first one, with its operator: "− 0.37", "+ 0.00".
std::string added_term(Language language, double value, int digits = 2);
// Writes as many digits as a small number needs to be told from zero: "0.000288".
std::string significant(Language language, double value);
// Writes such a number as a term of a sum after the first one: "− 0.000288".
std::string added_significant(Language language, double value);
// Writes a whole number with its digits in groups: "60,000".
std::string with_thousands(std::int64_t number);
// Writes the same of a measured number, to a multiple of `unit`.
std::string rounded(Language language, double value, int unit = 1);
// Writes a share as a percentage, without the percent sign. It is a dash where the share is not
// finite: what follows is a unit, which suits no word.
std::string percent(Language language, double share, int digits = 0);
// Writes a loss, or that it has grown without bound.
std::string loss_words(Language language, double loss);

// Returns the terms of a sum and, last, the sum itself, each rounded to this many digits so that
// the terms add up to the sum as they are printed. The sum is rounded as it would be alone. Those
// terms that are farthest from their rounded values give way, by one unit of the last digit (the
// method of largest remainders): a term that was exact stays. Numbers too large for these digits
// come back as they are. Nothing like it is possible for products: one that is printed is told with
// "≈".
std::vector<double> rounded_sum(std::span<const double> terms, int digits = 2);

}  // namespace inkling

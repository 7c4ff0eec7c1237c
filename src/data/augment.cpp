#include "data/augment.h"

#include <algorithm>

#include "base/classes.h"
#include "data/deform.h"
#include "data/digit_forms.h"
#include "data/outliers.h"
#include "data/redraw.h"

namespace inkling {

std::uint8_t augment(std::span<const std::uint8_t> picture, std::uint8_t label, Random& random,
                     std::span<std::uint8_t> copy) {
  constexpr double kNonsense = 0.12, kForms = 0.12, kRedrawn = 0.25;
  const double kind = random.uniform();
  auto is = [&, end = 0.0](double share) mutable { return kind < (end += share); };
  const auto copy_to = [&](const Picture& other, std::uint8_t its_label) {
    std::copy(other.begin(), other.end(), copy.begin());
    return its_label;
  };
  if (is(kNonsense)) return copy_to(make_outlier(picture, random), kNoClass);
  if (is(kForms) && label < kDigits) return copy_to(picture_of(draw_digit(label, random)), label);
  if (is(kRedrawn)) return copy_to(redraw(picture, random), label);
  deform(picture, label, random, copy);
  return label;
}

std::uint8_t augment_own(std::span<const std::uint8_t> picture, std::uint8_t label, Random& random,
                         std::span<std::uint8_t> copy) {
  deform(picture, kNoClass, random, copy);
  return label;
}

}  // namespace inkling

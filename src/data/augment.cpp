#include "data/augment.h"

#include <algorithm>

#include "base/classes.h"
#include "data/deform.h"
#include "data/digit_forms.h"
#include "data/outliers.h"

namespace inkling {

std::uint8_t augment(std::span<const std::uint8_t> picture, std::uint8_t label, Random& random,
                     std::span<std::uint8_t> copy) {
  constexpr double kNonsense = 1.0 / 10;
  constexpr double kForms = 1.0 / 6;
  const double kind = random.uniform();
  if (kind < kNonsense) {
    const Picture other = make_outlier(picture, random);
    std::copy(other.begin(), other.end(), copy.begin());
    return kNoClass;
  }
  if (kind < kNonsense + kForms && label < kDigits) {
    const Picture other = picture_of(draw_digit(label, random));
    std::copy(other.begin(), other.end(), copy.begin());
    return label;
  }
  deform(picture, label, random, copy);
  return label;
}

std::uint8_t augment_own(std::span<const std::uint8_t> picture, std::uint8_t label, Random& random,
                         std::span<std::uint8_t> copy) {
  deform(picture, kNoClass, random, copy);
  return label;
}

}  // namespace inkling

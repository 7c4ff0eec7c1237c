#include "data/augment.h"

#include <algorithm>

#include "base/classes.h"
#include "data/deform.h"
#include "data/digit_forms.h"
#include "data/outliers.h"
#include "data/redraw.h"

namespace inkling {
namespace {

std::uint8_t replaced(const Picture& other, std::uint8_t label, std::span<std::uint8_t> copy) {
  std::copy(other.begin(), other.end(), copy.begin());
  return label;
}

}  // namespace

std::uint8_t augment(std::span<const std::uint8_t> picture, std::uint8_t label, Random& random,
                     std::span<std::uint8_t> copy) {
  constexpr double kNonsense = 1.0 / 16;
  if (random.uniform() < kNonsense) {
    return replaced(make_outlier(picture, random), kNoClass, copy);
  }
  deform(picture, label, random, copy);
  return label;
}

std::uint8_t augment_for_hands(std::span<const std::uint8_t> picture, std::uint8_t label,
                               Random& random, std::span<std::uint8_t> copy) {
  constexpr double kNonsense = 0.12, kForms = 0.12, kRedrawn = 0.25;
  const double kind = random.uniform();
  auto is = [&, end = 0.0](double share) mutable { return kind < (end += share); };
  if (is(kNonsense)) return replaced(make_outlier(picture, random), kNoClass, copy);
  if (is(kForms) && label < kDigits) {
    return replaced(picture_of(draw_digit(label, random)), label, copy);
  }
  if (is(kRedrawn)) return replaced(redraw(picture, random), label, copy);
  deform(picture, label, random, copy);
  return label;
}

std::uint8_t augment_own(std::span<const std::uint8_t> picture, std::uint8_t label, Random& random,
                         std::span<std::uint8_t> copy) {
  deform(picture, kNoClass, random, copy);
  return label;
}

}  // namespace inkling

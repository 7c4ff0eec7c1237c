// Augmentation replaces every training picture by another random copy in each epoch.
#pragma once

#include <cstdint>
#include <span>

#include "math/random.h"

namespace inkling {

// Fills `copy` with a deformed copy of `picture`, both [28, 28], or with one that a pen draws anew;
// now and then with another form of the same digit and, in one case of eight, with something that
// is no digit. Returns the copy's label: `label`, or kNoClass.
std::uint8_t augment(std::span<const std::uint8_t> picture, std::uint8_t label, Random& random,
                     std::span<std::uint8_t> copy);

// Does the same for what a visitor has drawn, but always with a deformed copy and without added
// strokes. Returns `label`.
std::uint8_t augment_own(std::span<const std::uint8_t> picture, std::uint8_t label, Random& random,
                         std::span<std::uint8_t> copy);

}  // namespace inkling

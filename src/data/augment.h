// Augmentation replaces every training picture by another random copy in each epoch.
#pragma once

#include <cstdint>
#include <span>

#include "math/random.h"

namespace inkling {

// Fills `copy` with a deformed copy of `picture` or, in one case of sixteen, with something that is
// no digit. Both are [28, 28]. Returns the copy's label: `label`, or kNoClass.
std::uint8_t augment(std::span<const std::uint8_t> picture, std::uint8_t label, Random& random,
                     std::span<std::uint8_t> copy);

// Does the same for a network that is to read what many hands draw on screens: some copies are
// drawn anew with the pen of the screen, some are another form of the same digit that has nothing
// to do with the picture, and one in eight is no digit.
std::uint8_t augment_for_hands(std::span<const std::uint8_t> picture, std::uint8_t label,
                               Random& random, std::span<std::uint8_t> copy);

// Does as augment() for what a visitor has drawn, but always with a deformed copy and without added
// strokes. Returns `label`.
std::uint8_t augment_own(std::span<const std::uint8_t> picture, std::uint8_t label, Random& random,
                         std::span<std::uint8_t> copy);

// Returns what deforms the images of a data set: only digits get the strokes that people add to
// them, and beside nothing but digits a scribble is of no class.
inline auto augmentation(bool digits) { return digits ? augment : augment_own; }

}  // namespace inkling

// A deformed copy of a training picture shows what else the same digit might have looked like.
//
// The copies have affine and elastic distortions as in Simard, Steinkraus and Platt 2003 ("Best
// Practices for Convolutional Neural Networks Applied to Visual Document Analysis"), pens of
// another width, and strokes that many people add and MNIST hardly knows: a slash or a
// level bar through the zero, a bar across the seven, a flag and a foot on the one.
#pragma once

#include <cstdint>
#include <span>

#include "math/random.h"

namespace inkling {

// Fills `to` with a deformed copy of `from`, both [28, 28]. `label` tells which strokes may be
// added. The same random numbers give the same copy.
void deform(std::span<const std::uint8_t> from, int label, Random& random,
            std::span<std::uint8_t> to);

}  // namespace inkling

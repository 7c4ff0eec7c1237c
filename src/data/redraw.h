// A picture of a digit is drawn anew with the pen of the screen, along the middle of its strokes.
//
// MNIST's digits were written with pencils and felt pens, scanned and shrunk. Those on a screen
// have strokes of one width and round ends.
#pragma once

#include <cstdint>
#include <span>

#include "data/ink.h"
#include "math/random.h"

namespace inkling {

// Thins the ink of a picture, [28, 28], to lines one pixel wide (Zhang and Suen 1984, "A Fast
// Parallel Algorithm for Thinning Digital Patterns"), and smooths them along their way. Returns
// them in pieces of two points, in pixels.
Drawing strokes_of(std::span<const std::uint8_t> picture);

// Draws the picture anew as another hand would: its strokes are bent, slanted, stretched and
// turned.
Picture redraw(std::span<const std::uint8_t> picture, Random& random);

}  // namespace inkling

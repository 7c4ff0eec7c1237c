// picture_of() turns a drawing into the 28x28 picture that the network sees, in the way MNIST's
// pictures were made.
//
// MNIST's digits were scaled into 20x20 pixels with their proportions kept, smoothed in doing so,
// and set into 28x28 so that their centre of mass lies in the middle (LeCun, Bottou, Bengio and
// Haffner 1998, section III.A). A network that learned from those reads a drawing only if it comes
// to it in the same way.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "base/picture.h"
#include "data/raster.h"

namespace inkling {

// The usual thickness of a stroke in MNIST's pictures is between two and three pixels.
inline constexpr float kPenWidth = 2.3f;

// A Stroke is the way of the pen from touching down to lifting off. A single point is a dot.
using Stroke = std::vector<InkPoint>;
using Drawing = std::vector<Stroke>;

// Returns whether there is nothing to see: no point at all.
bool is_empty(const Drawing& drawing);

// Bounds are the box around all points of a drawing. The box is inside out where there are none.
struct Bounds {
  InkPoint low, high;
  InkPoint middle() const { return {low.x / 2 + high.x / 2, low.y / 2 + high.y / 2}; }
  float longer_side() const { return std::max(high.x - low.x, high.y - low.y); }
};
Bounds bounds_of(const Drawing& drawing);

// Turns a drawing into a picture in four steps.
// 1. Strokes are smoothed along their way, by a fiftieth or two of the drawing's size.
// 2. The longer side of the strokes' bounding box becomes 20 pixels, the pen's width included.
// 3. The strokes are drawn with a round pen, edges smoothed over one pixel.
// 4. The result is moved, by fractions of a pixel, so that its centre of mass is the middle of the
//    picture.
// The scale of the drawing does not matter, nor how many points a stroke has, nor the thickness it
// was drawn with. An empty drawing, or one with a coordinate that is not finite or beyond 10^36,
// gives an empty picture.
Picture picture_of(const Drawing& drawing);

// An InkTransform takes a drawing's coordinates to pixels.
struct InkTransform {
  float scale = 1;  // A unit of the drawing becomes this many pixels.
  InkPoint from;    // This point of the drawing lies at `to`.
  InkPoint to;      // pixels

  InkPoint operator()(InkPoint p) const {
    return {(p.x - from.x) * scale + to.x, (p.y - from.y) * scale + to.y};
  }
};

// InkSteps are the picture and what it was made by, for those who want to watch.
struct InkSteps {
  Drawing smooth;  // These are the strokes after step 1.
  Bounds bounds;
  InkTransform transform;  // It takes `smooth` to its final place in the picture.
  Picture picture{};
};
InkSteps ink_steps(const Drawing& drawing);

}  // namespace inkling

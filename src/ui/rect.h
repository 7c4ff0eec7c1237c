// Defines rectangles, and layout by cutting them: take a strip off one side, go on with the rest.
#pragma once

#include <algorithm>

namespace inkling {

// Coordinates are CSS pixels, and y points down.
struct Rect {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;

  float right() const { return x + w; }
  float bottom() const { return y + h; }
  float centre_x() const { return x + w / 2; }
  float centre_y() const { return y + h / 2; }
  bool contains(float px, float py) const {
    return px >= x && px < right() && py >= y && py < bottom();
  }

  Rect inset(float by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }

  // Cuts a strip off and shrinks this to what is left, less a gap between the two.
  Rect cut_top(float height, float gap = 0) {
    const Rect strip = {x, y, w, height};
    y += height + gap;
    h -= height + gap;
    return strip;
  }
  Rect cut_bottom(float height, float gap = 0) {
    const Rect strip = {x, bottom() - height, w, height};
    h -= height + gap;
    return strip;
  }
  Rect cut_left(float width, float gap = 0) {
    const Rect strip = {x, y, width, h};
    x += width + gap;
    w -= width + gap;
    return strip;
  }
  Rect cut_right(float width, float gap = 0) {
    const Rect strip = {right() - width, y, width, h};
    w -= width + gap;
    return strip;
  }

  // Returns the largest square that fits, in the middle.
  Rect square() const {
    const float side = std::min(w, h);
    return {centre_x() - side / 2, centre_y() - side / 2, side, side};
  }

  // Returns part `index` of `count` equal parts, side by side.
  Rect column(int index, int count, float gap) const {
    const float width = (w - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
    return {x + static_cast<float>(index) * (width + gap), y, width, h};
  }
};

}  // namespace inkling

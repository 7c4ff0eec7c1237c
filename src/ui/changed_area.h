// Finds out what part of the screen a frame changes. Where a processor draws instead of a graphics
// card, each pixel takes time, and most frames change little: a number, a bar, a line of ink.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <vector>

namespace inkling {

// Pixels of the screen from `left` and `top` up to, but without, `right` and `bottom`; y points
// down.
struct PixelRect {
  int left = 0, top = 0, right = 0, bottom = 0;

  bool empty() const { return right <= left || bottom <= top; }
};

// Returns the pixels within a draw command's clip rectangle.
PixelRect clipped_pixels(const ImDrawData& frame, const ImDrawCmd& command);

// Returns the pixels of all commands of the frame, in their order.
std::vector<PixelRect> clips_of(const ImDrawData& frame);

// Makes every command of the frame draw on pixels of its own clip and of `area` alone.
void draw_only(ImDrawData& frame, const std::vector<PixelRect>& clips, const PixelRect& area);

class ChangedArea {
 public:
  // Compares a frame with the one before and returns rectangles outside of which both look alike,
  // one below the other. There are none where nothing differs.
  std::vector<PixelRect> next(const ImDrawData& frame);

  // The screen no longer shows the last frame: all of the next one counts as changed.
  void forget() { tiles_.clear(); }

 private:
  // The screen is divided into tiles. Each has a fingerprint of the triangles that touch it, in
  // their order: [rows, columns].
  std::vector<std::uint64_t> tiles_;
  std::vector<std::uint64_t> last_;
};

}  // namespace inkling

// Lays parts out in rows and columns, and says at which sizes windows change, in CSS pixels.
#pragma once

#include <span>
#include <vector>

#include "ui/rect.h"

namespace inkling {

// A wide place lower than this, as on a phone that lies on its side, has no room for what only
// explains.
inline constexpr float kLow = 420;

// A narrower window has no room for the notices in its header: they are at the end of Train then.
inline constexpr float kRoomyHeader = 1000;

// Describes a part of a row or a column, along its axis.
struct Part {
  float least = 0;    // px: it is never given less.
  float share = 0;    // It takes this share of the spare room, measured by those of the others.
  float most = 1e6f;  // px: what it does not want goes to the others.
  int gives_way = 0;  // Where there is no room, parts of the highest rank go first; rank 0 stays.
};

enum class Axis { kRow, kColumn };

struct Line {
  std::vector<Rect> parts;  // Parts that gave way have no size.
  float length = 0;  // px along the axis, with the gaps: what is longer than its area scrolls.
};

// Lays the parts out one after the other, as flexible boxes do (CSS Flexible Box Layout, 9.7): each
// has its least, then the spare room is shared out until nobody wants more. A part whose `least` is
// zero and that has no share is left out.
Line lay_out(Axis axis, Rect area, float gap, std::span<const Part> parts);

// Square tiles stand in rows, with a gap between them and a line of `caption` px below each.
struct TileGrid {
  int columns = 1;
  int rows = 0;
  float tile = 0;  // px: the side of a tile
  float gap = 0;
  float caption = 0;
  float height() const { return static_cast<float>(rows) * (tile + caption + gap); }
  Rect of(int index, Rect area) const;
};

struct TileSizes {
  float least = 0;
  float largest = 0;
  float gap = 0;
  float caption = 0;
};

// Makes the tiles as large as all of them fit into `area`; where they do not fit, they have their
// least side and the grid is higher than the area.
TileGrid fit_tiles(int count, Rect area, const TileSizes& sizes);

inline bool is_shown(const Rect& rect) { return rect.w > 0 && rect.h > 0; }

}  // namespace inkling

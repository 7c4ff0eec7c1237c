#include "ui/layout.h"

#include <algorithm>
#include <optional>

namespace inkling {
namespace {

bool wants_room(const Part& part) { return part.least > 0 || part.share > 0; }

// Returns what the parts that are present need, with the gaps between them.
float least_length(std::span<const Part> parts, const std::vector<bool>& present, float gap) {
  float length = 0;
  bool first = true;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!present[i]) continue;
    length += parts[i].least + (first ? 0 : gap);
    first = false;
  }
  return length;
}

// Takes away the present part that gives way first: the last one of the highest rank.
bool give_way(std::span<const Part> parts, std::vector<bool>& present) {
  std::optional<std::size_t> next;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!present[i] || parts[i].gives_way == 0) continue;
    if (!next || parts[i].gives_way >= parts[*next].gives_way) next = i;
  }
  if (next) present[*next] = false;
  return next.has_value();
}

// Adds the spare room to the lengths. What a part does not want goes to the others, so each round
// settles one part at least.
void share_out(std::span<const Part> parts, const std::vector<bool>& present, float spare,
               std::vector<float>& lengths) {
  while (spare > 0.01f) {
    float shares = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (present[i] && lengths[i] < parts[i].most) shares += parts[i].share;
    }
    if (shares <= 0) return;
    float given = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!present[i] || lengths[i] >= parts[i].most) continue;
      const float more = std::min(spare * parts[i].share / shares, parts[i].most - lengths[i]);
      lengths[i] += more;
      given += more;
    }
    spare -= given;
  }
}

}  // namespace

Line lay_out(Axis axis, Rect area, float gap, std::span<const Part> parts) {
  const bool row = axis == Axis::kRow;
  const float room = row ? area.w : area.h;
  std::vector<bool> present;
  std::vector<float> lengths;
  for (const Part& part : parts) {
    present.push_back(wants_room(part));
    lengths.push_back(part.least);
  }
  while (least_length(parts, present, gap) > room && give_way(parts, present)) {
  }
  share_out(parts, present, room - least_length(parts, present, gap), lengths);

  Line line;
  float at = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!present[i]) {
      line.parts.push_back({});
      continue;
    }
    line.parts.push_back(row ? Rect{area.x + at, area.y, lengths[i], area.h}
                             : Rect{area.x, area.y + at, area.w, lengths[i]});
    at += lengths[i] + gap;
  }
  line.length = std::max(0.0f, at - gap);
  return line;
}

Rect TileGrid::of(int index, Rect area) const {
  return {area.x + static_cast<float>(index % columns) * (tile + gap),
          area.y + static_cast<float>(index / columns) * (tile + caption + gap), tile, tile};
}

TileGrid fit_tiles(int count, Rect area, const TileSizes& sizes) {
  TileGrid grid{.gap = sizes.gap, .caption = sizes.caption};
  const int most = std::max(1, static_cast<int>((area.w + sizes.gap) / (sizes.least + sizes.gap)));
  for (grid.columns = 1; grid.columns <= most; ++grid.columns) {
    grid.tile = (area.w + sizes.gap) / static_cast<float>(grid.columns) - sizes.gap;
    grid.rows = (count + grid.columns - 1) / grid.columns;
    if (grid.tile <= sizes.largest && grid.height() <= area.h) return grid;
    if (grid.columns == most) break;
  }
  grid.tile = std::min(grid.tile, sizes.largest);
  return grid;
}

}  // namespace inkling

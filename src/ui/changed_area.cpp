#include "ui/changed_area.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace inkling {
namespace {

constexpr int kTileSide = 32;  // pixels

// Two areas that are nearer than this are drawn as one: each costs a walk through all commands.
constexpr int kLeastGap = 4 * kTileSide;

// Takes eight bytes into a fingerprint. The multiplier is that of splitmix64 (Steele, Lea and Flood
// 2014, doi:10.1145/2660193.2660195), whose product reaches all higher bits; the shift brings those
// back to the lower ones.
std::uint64_t mixed(std::uint64_t print, std::uint64_t value) {
  print = (print ^ value) * 0xbf58476d1ce4e5b9u;
  return print ^ (print >> 29);
}

template <typename Value>
std::uint64_t mixed_bytes(std::uint64_t print, const Value& value) {
  static_assert(sizeof(Value) % 4 == 0);
  const auto* bytes = reinterpret_cast<const unsigned char*>(&value);
  std::size_t at = 0;
  for (; at + 8 <= sizeof(Value); at += 8) {
    std::uint64_t part;
    std::memcpy(&part, bytes + at, sizeof part);
    print = mixed(print, part);
  }
  if (at < sizeof(Value)) {
    std::uint32_t part;
    std::memcpy(&part, bytes + at, sizeof part);
    print = mixed(print, part);
  }
  return print;
}

// Returns the nearest edge between two pixels to a clip rectangle's, within the screen.
int pixel_edge(float at, float scale, float size) {
  return static_cast<int>(std::lround(std::clamp(at, 0.0f, size) * scale));
}

struct ScreenTiles {
  ScreenTiles(const ImDrawData& frame, std::vector<std::uint64_t>& fingerprints)
      : width(pixel_edge(frame.DisplaySize.x, frame.FramebufferScale.x, frame.DisplaySize.x)),
        height(pixel_edge(frame.DisplaySize.y, frame.FramebufferScale.y, frame.DisplaySize.y)),
        columns((width + kTileSide - 1) / kTileSide),
        rows((height + kTileSide - 1) / kTileSide),
        prints(fingerprints) {
    prints.assign(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows), 0);
  }

  // Something with this fingerprint is drawn on these pixels.
  void touch(const PixelRect& on, std::uint64_t print) {
    if (on.empty()) return;
    const int last_column = std::min((on.right - 1) / kTileSide, columns - 1);
    const int last_row = std::min((on.bottom - 1) / kTileSide, rows - 1);
    for (int row = on.top / kTileSide; row <= last_row; ++row) {
      for (int column = on.left / kTileSide; column <= last_column; ++column) {
        std::uint64_t& tile = at(row, column);
        tile = mixed(tile, print);
      }
    }
  }

  std::uint64_t& at(int row, int column) {
    return prints[static_cast<std::size_t>(row * columns + column)];
  }

  int width, height;  // pixels
  int columns, rows;
  std::vector<std::uint64_t>& prints;
};

void touch_triangles(ScreenTiles& tiles, const ImDrawList& list, const ImDrawCmd& command,
                     float scale, const PixelRect& clip, std::uint64_t look) {
  const ImDrawVert* corners = list.VtxBuffer.Data + command.VtxOffset;
  const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
  for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
    const ImDrawVert& a = corners[indices[i]];
    const ImDrawVert& b = corners[indices[i + 1]];
    const ImDrawVert& c = corners[indices[i + 2]];
    // What is far outside would not fit into a whole number.
    const auto pixels = [&](float at, int low, int high) {
      return static_cast<int>(
          std::clamp(at * scale, static_cast<float>(low), static_cast<float>(high)));
    };
    const auto [left, right] = std::minmax({a.pos.x, b.pos.x, c.pos.x});
    const auto [top, bottom] = std::minmax({a.pos.y, b.pos.y, c.pos.y});
    tiles.touch({.left = pixels(left, clip.left, clip.right),
                 .top = pixels(top, clip.top, clip.bottom),
                 .right = std::min(pixels(right, clip.left, clip.right) + 1, clip.right),
                 .bottom = std::min(pixels(bottom, clip.top, clip.bottom) + 1, clip.bottom)},
                mixed_bytes(mixed_bytes(mixed_bytes(look, a), b), c));
  }
}

}  // namespace

PixelRect clipped_pixels(const ImDrawData& frame, const ImDrawCmd& command) {
  const ImVec2 scale = frame.FramebufferScale;
  const ImVec2 size = frame.DisplaySize;
  return {.left = pixel_edge(command.ClipRect.x, scale.x, size.x),
          .top = pixel_edge(command.ClipRect.y, scale.y, size.y),
          .right = pixel_edge(command.ClipRect.z, scale.x, size.x),
          .bottom = pixel_edge(command.ClipRect.w, scale.y, size.y)};
}

std::vector<PixelRect> clips_of(const ImDrawData& frame) {
  std::vector<PixelRect> clips;
  for (int i = 0; i < frame.CmdListsCount; ++i) {
    for (const ImDrawCmd& command : frame.CmdLists[i]->CmdBuffer) {
      clips.push_back(clipped_pixels(frame, command));
    }
  }
  return clips;
}

void draw_only(ImDrawData& frame, const std::vector<PixelRect>& clips, const PixelRect& area) {
  // A renderer multiplies an edge by the scale and drops what follows the point, of the left edge,
  // of the distance between two edges, and of the lower edge's distance from below. These parts of
  // a pixel let it come upon the edges that are meant.
  constexpr float kPart = 1.0f / 16;
  const ImVec2 scale = frame.FramebufferScale;
  auto own = clips.begin();
  for (int i = 0; i < frame.CmdListsCount; ++i) {
    for (ImDrawCmd& command : frame.CmdLists[i]->CmdBuffer) {
      const PixelRect both = {std::max(own->left, area.left), std::max(own->top, area.top),
                              std::min(own->right, area.right), std::min(own->bottom, area.bottom)};
      ++own;
      if (both.empty()) {
        command.ClipRect = {};
        continue;
      }
      command.ClipRect = {(static_cast<float>(both.left) + kPart) / scale.x,
                          (static_cast<float>(both.top) - 2 * kPart) / scale.y,
                          (static_cast<float>(both.right) + 2 * kPart) / scale.x,
                          (static_cast<float>(both.bottom) - kPart) / scale.y};
    }
  }
}

std::vector<PixelRect> ChangedArea::next(const ImDrawData& frame) {
  std::swap(tiles_, last_);
  ScreenTiles tiles(frame, tiles_);
  for (int i = 0; i < frame.CmdListsCount; ++i) {
    const ImDrawList& list = *frame.CmdLists[i];
    for (const ImDrawCmd& command : list.CmdBuffer) {
      const PixelRect clip = clipped_pixels(frame, command);
      if (clip.empty()) continue;
      const auto data = reinterpret_cast<std::uintptr_t>(command.UserCallbackData);
      const std::uint64_t look = mixed(mixed_bytes(0, clip), data);
      if (command.UserCallback != nullptr) {
        tiles.touch(clip, look);
      } else {
        touch_triangles(tiles, list, command, frame.FramebufferScale.x, clip, look);
      }
    }
  }
  if (last_.size() != tiles_.size()) return {{0, 0, tiles.width, tiles.height}};

  // Rows of tiles that differ and are near each other make one rectangle.
  std::vector<PixelRect> areas;
  for (int row = 0; row < tiles.rows; ++row) {
    int left = tiles.columns, right = 0;
    for (int column = 0; column < tiles.columns; ++column) {
      if (tiles.at(row, column) == last_[static_cast<std::size_t>(row * tiles.columns + column)]) {
        continue;
      }
      left = std::min(left, column);
      right = column + 1;
    }
    if (right == 0) continue;
    const PixelRect area = {left * kTileSide, row * kTileSide,
                            std::min(right * kTileSide, tiles.width),
                            std::min((row + 1) * kTileSide, tiles.height)};
    if (areas.empty() || area.top - areas.back().bottom >= kLeastGap) {
      areas.push_back(area);
    } else {
      PixelRect& above = areas.back();
      above = {std::min(above.left, area.left), above.top, std::max(above.right, area.right),
               area.bottom};
    }
  }
  return areas;
}

}  // namespace inkling

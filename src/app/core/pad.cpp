#include "app/core/pad.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inkling {
namespace {

// A drawing given from outside fills this share of the pad.
constexpr float kPlacedSize = 0.62f;

// The two ends of a stroke's next piece are at least this far apart, in shares of the pad: nearer
// ones add nothing.
constexpr float kNearest = 0.002f;

// The radius is a share of the pad's side.
constexpr float kEraserRadius = 0.05f;

// Changes that hold all strokes before them are large, so only this many can be taken back.
constexpr std::ptrdiff_t kMostErasures = 40;

void forget_old_changes(Pad& pad) {
  auto& history = pad.history;
  const auto holds_strokes = [](const std::optional<Drawing>& change) {
    return change.has_value();
  };
  if (std::count_if(history.begin(), history.end(), holds_strokes) <= kMostErasures) return;
  history.erase(history.begin(), std::find_if(history.begin(), history.end(), holds_strokes) + 1);
}

}  // namespace

void begin_stroke(Pad& pad, InkPoint point) {
  if (pad.named) pad = {};
  pad.strokes.push_back({point});
  pad.history.emplace_back();
  pad.pen_down = true;
}

void continue_stroke(Pad& pad, InkPoint point) {
  if (!pad.pen_down) return;
  // What the pen was drawing may have been taken away meanwhile.
  if (pad.strokes.empty()) pad.strokes.emplace_back();
  Stroke& stroke = pad.strokes.back();
  if (stroke.empty()) {
    stroke.push_back(point);
    return;
  }
  if (std::hypot(point.x - stroke.back().x, point.y - stroke.back().y) < kNearest) return;
  stroke.push_back(point);
}

void begin_erasing(Pad& pad, InkPoint point) {
  pad.history.push_back(pad.strokes);
  erase_at(pad, point);
}

void end_erasing(Pad& pad) {
  // Where nothing was rubbed out, there is nothing to be taken back.
  auto& history = pad.history;
  if (!history.empty() && history.back() == pad.strokes) history.pop_back();
  forget_old_changes(pad);
}

void erase_at(Pad& pad, InkPoint point) {
  Drawing rest;
  for (const Stroke& stroke : pad.strokes) {
    Stroke piece;
    for (const InkPoint& p : stroke) {
      if (std::hypot(p.x - point.x, p.y - point.y) > kEraserRadius) {
        piece.push_back(p);
      } else if (!piece.empty()) {
        rest.push_back(std::exchange(piece, {}));
      }
    }
    if (!piece.empty()) rest.push_back(std::move(piece));
  }
  pad.strokes = std::move(rest);
}

Drawing strokes_after_undo(const Pad& pad) {
  if (pad.history.empty()) return pad.strokes;
  if (pad.history.back()) return *pad.history.back();
  Drawing rest = pad.strokes;
  if (!rest.empty()) rest.pop_back();
  return rest;
}

void undo(Pad& pad) {
  pad.strokes = strokes_after_undo(pad);
  if (!pad.history.empty()) pad.history.pop_back();
  pad.pen_down = false;
  pad.named = false;
}

Pad cleared(Pad pad) {
  Pad empty;
  if (pad.strokes.empty()) return empty;
  empty.history = std::move(pad.history);
  empty.history.emplace_back(std::move(pad.strokes));
  forget_old_changes(empty);
  return empty;
}

void place_in_middle(Pad& pad, const Drawing& drawing) {
  const Bounds bounds = bounds_of(drawing);
  const InkPoint middle = bounds.middle();
  const float scale = kPlacedSize / std::max(bounds.longer_side(), 1e-6f);
  for (const Stroke& stroke : drawing) {
    Stroke& placed = pad.strokes.emplace_back();
    pad.history.emplace_back();
    for (const InkPoint& p : stroke) {
      placed.push_back({0.5f + (p.x - middle.x) * scale, 0.5f + (p.y - middle.y) * scale});
    }
  }
}

}  // namespace inkling

#include "data/drawn_number.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace inkling {
namespace {

// Two pieces whose widths overlap by more than this share of the narrower one belong together.
constexpr float kMostOverlap = 0.3f;
// A digit is at least this high, as a share of the highest one: the dot of an i is none.
constexpr float kLeastHeight = 0.45f;
// Two digits are at least this far apart from middle to middle, as a share of their height: a 1 is
// narrow, and the strokes of one digit lie closer.
constexpr float kLeastDistance = 0.35f;

struct Piece {
  Drawing strokes;
  Bounds bounds;

  float width() const { return bounds.high.x - bounds.low.x; }
  float height() const { return bounds.high.y - bounds.low.y; }
};

bool belong_together(const Piece& a, const Piece& b) {
  const float overlap =
      std::min(a.bounds.high.x, b.bounds.high.x) - std::max(a.bounds.low.x, b.bounds.low.x);
  const float narrower = std::min(a.width(), b.width());
  if (overlap > kMostOverlap * narrower && overlap >= 0) return true;
  const float height = std::max(a.height(), b.height());
  return std::abs(a.bounds.middle().x - b.bounds.middle().x) < kLeastDistance * height;
}

void join(Piece& piece, Piece& other) {
  piece.strokes.insert(piece.strokes.end(), other.strokes.begin(), other.strokes.end());
  piece.bounds = bounds_of(piece.strokes);
}

// Joins pieces as long as any two belong together.
void join_all(std::vector<Piece>& pieces) {
  for (bool joined = true; joined;) {
    joined = false;
    for (std::size_t i = 0; i < pieces.size() && !joined; ++i) {
      for (std::size_t j = i + 1; j < pieces.size() && !joined; ++j) {
        if (!belong_together(pieces[i], pieces[j])) continue;
        join(pieces[i], pieces[j]);
        pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(j));
        joined = true;
      }
    }
  }
}

// Gives each piece that is too low for a digit to the one whose middle is nearest.
void join_small(std::vector<Piece>& pieces) {
  const auto lower = [](const Piece& a, const Piece& b) { return a.height() < b.height(); };
  while (pieces.size() > 1) {
    const auto lowest = std::min_element(pieces.begin(), pieces.end(), lower);
    const auto highest = std::max_element(pieces.begin(), pieces.end(), lower);
    if (lowest->height() >= kLeastHeight * highest->height()) return;
    Piece small = std::move(*lowest);
    pieces.erase(lowest);
    const float middle = small.bounds.middle().x;
    const auto nearest =
        std::min_element(pieces.begin(), pieces.end(), [&](const Piece& a, const Piece& b) {
          return std::abs(a.bounds.middle().x - middle) < std::abs(b.bounds.middle().x - middle);
        });
    join(*nearest, small);
  }
}

}  // namespace

std::vector<Drawing> side_by_side(const Drawing& drawing) {
  // A scribble of many strokes is no number, and takes long.
  constexpr std::size_t kMostStrokes = 60;
  if (drawing.size() < 2 || drawing.size() > kMostStrokes) return {drawing};
  std::vector<Piece> pieces;
  for (const Stroke& stroke : drawing) {
    if (!stroke.empty()) pieces.push_back({{stroke}, bounds_of({stroke})});
  }
  join_all(pieces);
  join_small(pieces);
  join_all(pieces);
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return a.bounds.middle().x < b.bounds.middle().x;
  });
  std::vector<Drawing> parted;
  for (Piece& piece : pieces) parted.push_back(std::move(piece.strokes));
  return parted;
}

}  // namespace inkling

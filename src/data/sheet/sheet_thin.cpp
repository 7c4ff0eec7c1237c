#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "data/sheet/sheet_strokes.h"

namespace inkling {
namespace {

// The eight neighbours go around, from the one above.
constexpr std::array<std::pair<int, int>, 8> kAround = {
    {{0, -1}, {1, -1}, {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}}};

// Returns the neighbours as bits, in their order.
unsigned around(const GreyPlane& mask, int x, int y) {
  unsigned bits = 0;
  for (std::size_t i = 0; i < kAround.size(); ++i) {
    bits |= static_cast<unsigned>(mask.at(x + kAround[i].first, y + kAround[i].second)) << i;
  }
  return bits;
}

int count_of(unsigned bits) {
  int count = 0;
  for (; bits != 0; bits &= bits - 1) ++count;
  return count;
}

// Returns how often ink begins on the way around.
int beginnings(unsigned bits) { return count_of(~bits & ((bits >> 1) | (bits << 7)) & 0xff); }

// Returns whether Zhang and Suen's rules take a pixel with these neighbours away in one of their
// two turns.
bool goes(unsigned bits, int turn) {
  const int count = count_of(bits);
  if (count < 2 || count > 6 || beginnings(bits) != 1) return false;
  const bool north = bits & 1, east = bits & 4, south = bits & 16, west = bits & 64;
  return turn == 0 ? !(north && east && south) && !(east && south && west)
                   : !(north && east && west) && !(north && south && west);
}

// A pixel in the corner of a stair is not needed: its two neighbours touch by a corner.
void cut_corners(GreyPlane& mask) {
  for (int y = 1; y + 1 < mask.height; ++y) {
    for (int x = 1; x + 1 < mask.width; ++x) {
      if (mask.at(x, y) == 0) continue;
      const unsigned bits = around(mask, x, y);
      for (int side = 0; side < 8; side += 2) {
        const auto turned = ((bits >> side) | (bits << (8 - side))) & 0xff;
        // There is ink above and to the right, and none on the way round from below to the left.
        if ((turned & 5) == 5 && (turned & 0x70) == 0) mask.at(x, y) = 0;
      }
    }
  }
}

}  // namespace

void make_thin(GreyPlane& mask) {
  std::array<std::array<bool, 256>, 2> table{};
  for (unsigned bits = 0; bits < 256; ++bits) {
    table[0][bits] = goes(bits, 0);
    table[1][bits] = goes(bits, 1);
  }
  std::vector<std::pair<int, int>> ink, going;
  for (int y = 1; y + 1 < mask.height; ++y) {
    for (int x = 1; x + 1 < mask.width; ++x) {
      if (mask.at(x, y) != 0) ink.push_back({x, y});
    }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& rules : table) {
      going.clear();
      for (const auto& [x, y] : ink) {
        if (rules[around(mask, x, y)]) going.push_back({x, y});
      }
      for (const auto& [x, y] : going) mask.at(x, y) = 0;
      if (going.empty()) continue;
      changed = true;
      std::erase_if(ink, [&](const auto& p) { return mask.at(p.first, p.second) == 0; });
    }
  }
  cut_corners(mask);
}

Plane<float> distance_to_paper(const GreyPlane& mask) {
  constexpr float kSide = 0.95509f;  // These are best for the Euclidean distance.
  constexpr float kCorner = 1.36930f;
  const auto far = static_cast<float>(mask.width + mask.height);
  Plane<float> distance(mask.width, mask.height, 0);
  const auto nearest = [&](int x, int y, int dy) {
    const auto of = [&](int dx, int d) {
      return mask.contains(x + dx, y + d) ? distance.at(x + dx, y + d) : 0.0f;
    };
    return std::min(
        {of(-1, dy) + kCorner, of(0, dy) + kSide, of(1, dy) + kCorner, of(dy, 0) + kSide});
  };
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < mask.width; ++x) {
      if (mask.at(x, y) != 0) distance.at(x, y) = std::min(far, nearest(x, y, -1));
    }
  }
  for (int y = mask.height - 1; y >= 0; --y) {
    for (int x = mask.width - 1; x >= 0; --x) {
      if (mask.at(x, y) != 0) distance.at(x, y) = std::min(distance.at(x, y), nearest(x, y, 1));
    }
  }
  return distance;
}

}  // namespace inkling

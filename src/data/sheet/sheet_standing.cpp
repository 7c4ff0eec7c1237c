#include "data/sheet/sheet_standing.h"

#include <algorithm>

namespace inkling {
namespace {

constexpr float kSure = 0.8f;
constexpr float kLikely = 0.5f;

float certainty(const SheetDigit& digit) {
  return digit.probabilities[static_cast<std::size_t>(digit.digit)];
}

// Returns whether a piece has the proportions of a digit.
bool has_digit_shape(const SheetBox& box, float height) {
  const float longer = std::max(box.width, box.height);
  return box.height >= 0.45f * height && box.height <= 2.2f * height &&
         box.width <= 1.6f * std::max(box.height, 0.8f * height) && longer > 0;
}

bool lies_within(const SheetBox& inner, const SheetBox& outer) {
  return inner.x > outer.x && inner.y > outer.y && inner.x + inner.width < outer.x + outer.width &&
         inner.y + inner.height < outer.y + outer.height;
}

// What lies in the box of another piece is a part of a thing, and so is that one.
void find_things(std::vector<SheetDigit*>& pieces) {
  for (SheetDigit* outer : pieces) {
    for (SheetDigit* inner : pieces) {
      if (inner == outer || !lies_within(inner->box, outer->box)) continue;
      inner->standing = Standing::kNone;
      outer->standing = Standing::kNone;
    }
  }
}

// Returns the share of pieces, of those as tall as writing, that are surely digits.
float share_of_sure(const std::vector<SheetDigit*>& pieces, float height) {
  int sure = 0, all = 0;
  for (const SheetDigit* piece : pieces) {
    if (piece->standing == Standing::kNone && piece->box.height < 0.45f * height) continue;
    ++all;
    sure += piece->standing == Standing::kSure ? 1 : 0;
  }
  return all == 0 ? 0 : static_cast<float>(sure) / static_cast<float>(all);
}

}  // namespace

void judge(SheetReading& reading, float height, bool network_was_asked) {
  std::vector<SheetDigit*> all;
  for (SheetLine& line : reading.lines) {
    for (SheetDigit& digit : line.digits) {
      all.push_back(&digit);
      if (!has_digit_shape(digit.box, height) || digit.digit >= kDigits) {
        digit.standing = Standing::kNone;
      } else if (network_was_asked) {
        digit.standing = certainty(digit) >= kSure ? Standing::kSure : Standing::kPerhaps;
      }
    }
  }
  find_things(all);
  if (!network_was_asked) return;
  for (SheetLine& line : reading.lines) {
    std::vector<SheetDigit*> pieces;
    for (SheetDigit& digit : line.digits) pieces.push_back(&digit);
    const float share = share_of_sure(pieces, height);
    for (SheetDigit* piece : pieces) {
      const bool alone = pieces.size() < 3;
      const bool doubtful = certainty(*piece) < kLikely;
      if (share < 0.5f ? (!alone || doubtful) : false) piece->standing = Standing::kNone;
    }
  }
}

}  // namespace inkling

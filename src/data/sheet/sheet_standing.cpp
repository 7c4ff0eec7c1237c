#include "data/sheet/sheet_standing.h"

#include <algorithm>

namespace inkling {
namespace {

float certainty(const SheetDigit& digit) {
  return digit.digit < kDigits ? digit.probabilities[static_cast<std::size_t>(digit.digit)] : 0;
}

// Returns whether a piece has the proportions of a digit, and is drawn with a pen.
bool has_digit_shape(const SheetDigit& piece, float height) {
  constexpr std::size_t kMostStrokes = 8;
  constexpr float kBroadest = 0.36f;  // of the longer side
  const SheetBox& box = piece.box;
  return box.height >= 0.45f * height && box.height <= 2.2f * height &&
         box.width <= 1.7f * std::max(box.height, 0.8f * height) &&
         piece.drawing.size() <= kMostStrokes &&
         piece.pen_width <= kBroadest * std::max(box.width, box.height);
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

// Returns how much a piece speaks for digits around it. Letters look like a digit for sure in half
// of all cases, most often like 0 and 1, and like none in the others, which digits seldom do.
float word_for_digits(const SheetDigit& piece, float height) {
  if (piece.standing == Standing::kNone) {
    // A comma or a dash says nothing.
    return piece.box.height < 0.4f * height ? 0 : -1;
  }
  const float own = certainty(piece);
  if (own < 0.3f) return -2;
  if (own < 0.5f) return -1;
  if (own < kSureDigit) return 0;
  const float like_letter = piece.digit <= 1 ? 0.4f : piece.digit == 5 ? 0.7f : 1.0f;
  return own < 0.95f ? 0.5f * like_letter : like_letter;
}

bool is_all_sure(const SheetLine& line, float height) {
  constexpr std::size_t kFew = 3;
  std::size_t sure = 0;
  for (const SheetDigit& digit : line.digits) {
    if (word_for_digits(digit, height) < 0) return false;
    sure += digit.standing == Standing::kSure ? 1 : 0;
  }
  return sure >= kFew;
}

void set_none(SheetLine& line) {
  for (SheetDigit& digit : line.digits) digit.standing = Standing::kNone;
}

}  // namespace

void judge(SheetReading& reading, float height, bool network_was_asked) {
  std::vector<SheetDigit*> all;
  for (SheetLine& line : reading.lines) {
    for (SheetDigit& digit : line.digits) {
      all.push_back(&digit);
      if (!has_digit_shape(digit, height)) {
        digit.standing = Standing::kNone;
      } else if (network_was_asked) {
        digit.standing = certainty(digit) >= kSureDigit ? Standing::kSure : Standing::kPerhaps;
      }
    }
  }
  find_things(all);
  if (!network_was_asked) return;
  // Who hands in a single thing asks what it is.
  if (all.size() == 1) return;
  // Of a few, one may be doubtful.
  const float least = all.size() <= 3 ? -0.35f : 0.05f;
  float sheet = 0;
  std::vector<float> lines;
  for (const SheetLine& line : reading.lines) {
    float sum = 0;
    for (const SheetDigit& digit : line.digits) sum += word_for_digits(digit, height);
    lines.push_back(sum);
    sheet += sum;
  }
  for (std::size_t i = 0; i < reading.lines.size(); ++i) {
    SheetLine& line = reading.lines[i];
    // A number of which all is sure stands also among words. What is alone and less than likely is
    // nothing.
    const bool among_digits = sheet > least && lines[i] > -1.2f;
    if (!among_digits && !is_all_sure(line, height)) set_none(line);
  }
}

}  // namespace inkling

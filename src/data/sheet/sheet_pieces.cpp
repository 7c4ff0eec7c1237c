#include "data/sheet/sheet_pieces.h"

#include <algorithm>
#include <utility>

#include "data/sheet/sheet_cuts.h"
#include "data/sheet/sheet_lines.h"
#include "data/sheet/sheet_standing.h"

namespace inkling {
namespace {

float likelihood(const SheetDigit& digit) {
  return digit.digit < kDigits ? digit.probabilities[static_cast<std::size_t>(digit.digit)] : 0;
}

// A one is a stroke, and half of anything is one: it must be more likely to count as much.
float likelihood_as_half(const SheetDigit& digit) {
  const float own = likelihood(digit);
  return digit.digit == 1 ? 2 * own - 1 : own;
}

// Returns the width of a part's strokes: that of half of its rows' pieces is less.
float pen_width(const InkPart& part) {
  std::vector<int> widths;
  for (const InkRun& run : part.runs) widths.push_back(run.end - run.begin);
  const auto half = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
  std::nth_element(widths.begin(), half, widths.end());
  return static_cast<float>(*half);
}

// What it takes to part a piece.
struct CutRule {
  bool tried = false;
  float least = 1;     // The less likely half must be so likely.
  float most_ink = 0;  // So many pixels of ink may be cut through.
  float tall = 0;      // The lower half must be so tall, in pixels.
};

// Returns what it takes, by how wide a piece is and how likely one digit. What is no wider than a
// digit is hardly two, and what is as wide as two is hardly one.
CutRule rule_for(const SheetPiece& piece, float height) {
  constexpr float kDoubtful = 0.6f;
  const auto width = static_cast<float>(piece.part.width());
  const auto own_height = static_cast<float>(piece.part.height());
  const float whole = likelihood(piece.digit);
  const float pen = pen_width(piece.part);
  const float half = 0.5f * height;
  if (own_height < half) return {};
  if (width > 1.25f * std::max(own_height, 0.9f * height)) {
    if (whole >= kSureDigit) return {true, 0.9f, 1.6f * pen, 0.75f * own_height};
    return {true, width > 1.7f * own_height ? 0.5f : 0.75f, half, half};
  }
  if (width >= 0.7f * height && whole < kDoubtful) return {true, 0.9f, 1.6f * pen, half};
  return {};
}

// Adds the piece, or the two that it is made of, and so on.
void add_parted(std::vector<SheetPiece>& pieces, SheetPiece piece, float height,
                const ReadPart& read, int depth) {
  constexpr std::size_t kCuts = 4;
  constexpr int kDeepest = 4;
  const CutRule rule = rule_for(piece, height);
  if (depth < kDeepest && rule.tried) {
    float best = rule.least;
    SheetPiece left, right;
    for (InkCut& cut : cuts_of(piece.part, height, kCuts)) {
      const int lower = std::min(cut.left.height(), cut.right.height());
      if (cut.ink > rule.most_ink || static_cast<float>(lower) < rule.tall) continue;
      SheetDigit a = read(cut.left), b = read(cut.right);
      const float worse = std::min(likelihood_as_half(a), likelihood_as_half(b));
      const float better = std::max(likelihood_as_half(a), likelihood_as_half(b));
      const int wider = std::max(cut.left.width(), cut.right.width());
      // Three digits become one and two first: the two need not look like one.
      const float score =
          static_cast<float>(wider) > 1.2f * height ? std::max(worse, better - 0.2f) : worse;
      if (score < best) continue;
      best = score;
      left = {std::move(cut.left), std::move(a)};
      right = {std::move(cut.right), std::move(b)};
    }
    if (left.part.area > 0) {
      add_parted(pieces, std::move(left), height, read, depth + 1);
      add_parted(pieces, std::move(right), height, read, depth + 1);
      return;
    }
  }
  pieces.push_back(std::move(piece));
}

// Joins neighbours that are one digit together.
void join_neighbours(std::vector<SheetPiece>& pieces, float height, const ReadPart& read) {
  for (std::size_t i = 0; i + 1 < pieces.size();) {
    SheetPiece& a = pieces[i];
    SheetPiece& b = pieces[i + 1];
    const float worse = std::min(likelihood(a.digit), likelihood(b.digit));
    const int left = std::min(a.part.left, b.part.left);
    const int right = std::max(a.part.right, b.part.right);
    const int top = std::min(a.part.top, b.part.top);
    const int bottom = std::max(a.part.bottom, b.part.bottom);
    const bool fits = static_cast<float>(right - left) <= 1.2f * height &&
                      static_cast<float>(bottom - top) <= 1.5f * height;
    if (fits && worse < kSureDigit &&
        gap_between(a.part, b.part, 0.25f * height) < 0.25f * height) {
      InkPart part = joined(a.part, b.part);
      SheetDigit digit = read(part);
      if (likelihood(digit) >= std::max(kSureDigit, worse + 0.25f)) {
        a = {std::move(part), std::move(digit)};
        pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        continue;
      }
    }
    ++i;
  }
}

}  // namespace

std::vector<SheetPiece> pieces_of(const std::vector<InkPart>& line, float height,
                                  const ReadPart& read) {
  std::vector<SheetPiece> read_pieces, pieces;
  for (const InkPart& part : line) read_pieces.push_back({part, read(part)});
  join_neighbours(read_pieces, height, read);
  for (SheetPiece& piece : read_pieces) add_parted(pieces, std::move(piece), height, read, 0);
  return pieces;
}

}  // namespace inkling

// Softmax worked through with three logits, before there are ten.
#pragma once

#include "places/learn/lesson.h"
#include "places/learn/symbols.h"

namespace inkling {

struct SetFewLogit {
  int row;
  int logit;
};

// Holds what softmax makes of them, one step after the other.
struct FewLogits {
  std::array<double, kFewLogits> exponentials{};
  double sum = 0;
  std::array<double, kFewLogits> probabilities{};
};
FewLogits softmax_of(const std::array<int, kFewLogits>& logits);

// Draws the table of them and, where `visible` leaves room below it, their probabilities as bars.
// Returns the height.
float draw_few_logits(Ui& ui, const Learn& learn, Rect area, float visible, SymbolMarks& marks);

}  // namespace inkling

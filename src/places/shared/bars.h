// Draws the probabilities of the classes as bars.
#pragma once

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// Gives each bar a cell, in one row or several.
struct BarCells {
  Rect area;
  int count = kDigits;
  int rows = 1;
  Rect of(int index) const;
};

// Draws a column for each class with its name beneath; the likeliest one stands out.
void draw_bars(Ui& ui, const BarCells& cells, const State& state);

}  // namespace inkling

// A chain of gears: rates that are passed on multiply. It stands for the chain rule.
#pragma once

#include "places/learn/lesson.h"

namespace inkling {

// One turn of a gear makes the next one turn so many times.
struct ChooseGear {
  int gear;
  int turns;
};
inline constexpr int kMostTurns = 3;

// Returns how often the last gear turns when the first one turns once.
int turns_of_last(const Learn& learn);

// Draws the gears and their choices, and returns their height.
float draw_gears(Ui& ui, const Learn& learn, Rect area);

}  // namespace inkling

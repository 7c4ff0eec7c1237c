// Two digits that touch are parted where little ink connects them.
#pragma once

#include <vector>

#include "data/sheet/sheet_parts.h"

namespace inkling {

struct InkCut {
  InkPart left;
  InkPart right;
  float ink = 0;  // So many pixels of ink are cut through.
};

// Returns ways to part a piece in two from top to bottom, those through the least ink first, at
// most `most`. Each is the cheapest way for a seam that begins near another column (Avidan and
// Shamir 2007). `height` is the usual height of a digit: each side must have half of it.
std::vector<InkCut> cuts_of(const InkPart& part, float height, std::size_t most);

}  // namespace inkling

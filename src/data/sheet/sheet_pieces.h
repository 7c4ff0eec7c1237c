// Where shapes alone do not tell what is one digit, the network does.
#pragma once

#include <functional>
#include <vector>

#include "data/sheet/read_sheet.h"
#include "data/sheet/sheet_parts.h"

namespace inkling {

struct SheetPiece {
  InkPart part;
  SheetDigit digit;
};

using ReadPart = std::function<SheetDigit(const InkPart&)>;

// Parts the pieces of a line in which the network sees nothing sure, and two digits side by side
// when they are cut; and joins neighbours in which it sees nothing sure, and one digit together.
// `height` is the usual height of a digit in the parts' pixels.
std::vector<SheetPiece> pieces_of(const std::vector<InkPart>& line, float height,
                                  const ReadPart& read);

}  // namespace inkling

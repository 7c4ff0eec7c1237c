// Pieces of ink become digits, and digits become lines.
#pragma once

#include <vector>

#include "data/sheet/sheet_parts.h"

namespace inkling {

// Leaves out what cannot be writing: what comes in from outside the picture or goes along most of
// it, such as the edge of a table, and what is much fainter than the rest.
std::vector<InkPart> writing_of(std::vector<InkPart> parts, const GreyPlane& flat);

// Returns the usual height of a digit, in pixels, or 0 where there are no parts.
float writing_height(const std::vector<InkPart>& parts);

// Returns the distance between the nearest pixels of two parts, or `most` where that is less.
float gap_between(const InkPart& a, const InkPart& b, float most);

// Joins the parts of which one digit consists: a stroke above another one, a hat beside its five,
// pieces of a broken line. Specks go.
std::vector<InkPart> joined_strokes(std::vector<InkPart> parts, float height);

// Returns for each part the number of its line, from top to bottom, on a sheet that may be turned a
// little. The parts must be in the order of their left sides.
struct LinesFound {
  std::vector<std::vector<InkPart>> lines;
  float slope = 0;  // So much a line falls for each pixel to the right.
};
LinesFound lines_of(std::vector<InkPart> parts, float height);

}  // namespace inkling

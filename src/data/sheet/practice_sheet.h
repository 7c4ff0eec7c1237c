// A practice sheet is a page to print, with ten boxes for each digit; what is written into them has
// its labels already.
//
// Black squares mark its corners, and the one at the top left is hollow, so that a photo of it may
// be tilted, turned, or stand on its head.
#pragma once

#include <optional>
#include <vector>

#include "data/sheet/read_sheet.h"

namespace inkling {

// The page (web/practice.html) is drawn with these measures, in millimetres from the middle of its
// top left mark.
inline constexpr int kPracticeColumns = 10;
inline constexpr float kPracticeWidth = 180;   // from mark to mark
inline constexpr float kPracticeHeight = 230;  // from mark to mark
inline constexpr float kPracticeMark = 8;      // the side of a mark
inline constexpr float kPracticeLeft = 14;     // The first box begins here,
inline constexpr float kPracticeTop = 8;
inline constexpr float kPracticeAcross = 16;  // and the others so far to the right of it,
inline constexpr float kPracticeDown = 21.5f;
inline constexpr float kPracticeBoxWidth = 15;
inline constexpr float kPracticeBoxHeight = 20;

struct PracticeDrawing {
  int label = 0;
  Drawing drawing;  // It stands upright, in a scale of its own.
  SheetBox box;     // pixels of the picture handed in
};

// Returns what is written in the boxes, row by row, or nothing where the picture shows no practice
// sheet. Empty boxes are left out. The picture must have as many bytes as its size says.
std::optional<std::vector<PracticeDrawing>> read_practice_sheet(const SheetPixels& pixels);

}  // namespace inkling

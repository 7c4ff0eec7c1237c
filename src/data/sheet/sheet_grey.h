// The first step of reading a sheet: grey values, in a size that suits the steps after it.
#pragma once

#include "data/sheet/plane.h"
#include "data/sheet/read_sheet.h"

namespace inkling {

struct SheetGrey {
  GreyPlane plane;
  float scale = 1;  // One pixel of the plane is so many of the picture.
};

// Turns a picture into grey. What shows through is laid on white paper, or on black where the ink
// is light. Ink that differs from its paper in colour alone differs in grey, too. A large picture
// becomes smaller, by the mean of the pixels that fall together; one of a few pixels becomes
// larger, and smooth. `pixels` has as many bytes as its size says, and its sides are at least 1.
SheetGrey grey_of(const SheetPixels& pixels);

}  // namespace inkling

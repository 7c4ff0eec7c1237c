// What on a sheet is a digit, and what is none.
#pragma once

#include "data/sheet/read_sheet.h"

namespace inkling {

// A digit is sure from this probability on.
inline constexpr float kSureDigit = 0.8f;

// Sets the standing of all pieces: by their shape, by what the network makes of them where it was
// asked, and by their company: one that could be a digit is none among letters. `height` is the
// usual one of a digit, in pixels of the picture.
void judge(SheetReading& reading, float height, bool network_was_asked);

}  // namespace inkling

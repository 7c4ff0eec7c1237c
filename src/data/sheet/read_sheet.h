// read_sheet() finds the digits in a picture that somebody hands in: a photo of a sheet of paper, a
// scan, or a few pixels from a paint program.
//
// It works on a copy of a size that suits it: grey, with uneven light taken out, split into paper
// and ink, without the lines that were printed on the paper. What is left of the ink falls into
// digits, and these into lines. The centre line of each digit's strokes is then drawn anew in the
// way of ink, so that the network sees a pen that it knows.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/classes.h"
#include "base/picture.h"
#include "base/result.h"
#include "data/ink.h"
#include "data/sheet/plane.h"

namespace inkling {

// The picture must be upright. Larger ones are refused.
inline constexpr std::int64_t kMostSheetPixels = 50'000'000;

struct SheetPixels {
  std::span<const std::uint8_t> bytes;  // The shape is [height, width, channels].
  int width = 0;
  int height = 0;
  int channels = 4;  // There are 1: grey, 3: red, green, blue, or 4: the same and alpha.
};

struct SheetBox {
  float x = 0, y = 0, width = 0, height = 0;  // pixels of the picture that was handed in
};

// A Standing says what may be said of a piece of ink.
enum class Standing {
  kSure,     // It is a digit, the likeliest one.
  kPerhaps,  // It looks like a digit, and more than one of them comes into question.
  kNone,     // It is no digit: it has not the shape of one, or stands among things that are none.
};

struct SheetDigit {
  SheetBox box;
  Picture picture{};              // The network sees this.
  Drawing drawing;                // These strokes go on the pad; pixels of the picture handed in.
  float pen_width = 0;            // of the strokes, in pixels of the picture handed in
  Probabilities probabilities{};  // All are 0 where nobody told what the network makes of it.
  int digit = 0;                  // It is the likeliest class.
  Standing standing = Standing::kPerhaps;
};

struct SheetLine {
  std::vector<SheetDigit> digits;  // They come from left to right.

  // Returns the number that the digits make. What is none is left out.
  std::string text() const;
};

// SheetSteps can be looked at. All have the same size, which need not be that of the picture.
struct SheetSteps {
  float scale = 1;   // One pixel of these is so many of the picture handed in.
  GreyPlane grey;    // 0 is black.
  GreyPlane flat;    // Even light: 255 is paper, 0 is the darkest ink; light ink has become dark.
  GreyPlane ink;     // It is a mask: 1 is ink.
  GreyPlane traces;  // It is a mask of the ink without the lines that were printed on the paper.
};

struct SheetReading {
  int width = 0;  // It is the size of the picture handed in.
  int height = 0;
  std::vector<SheetLine> lines;  // They come from top to bottom; none is empty.
  SheetSteps steps;
};

// It tells the probabilities of the classes for one picture.
using SheetNetwork = std::function<Probabilities(const Picture&)>;

// Reads a picture. With `network`, digits that touch are parted where it sees digits in the parts,
// and each digit gets its probabilities and its standing; without it, all that has the shape of a
// digit stands as kPerhaps. Probabilities are the mean of those for `picture` and for the same a
// little smaller. Memory is at most some 60 bytes for each of 3 million pixels. A picture of more
// pieces than this is a texture, and has no digits.
inline constexpr int kMostSheetDigits = 400;
Result<SheetReading> read_sheet(const SheetPixels& pixels, const SheetNetwork& network = {});

}  // namespace inkling

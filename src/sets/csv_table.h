// Reads images from a table of text, as Kaggle's: a line an image, a label and its pixels.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace inkling {

// What the first lines of a table say of the others.
struct CsvLayout {
  char separator = ',';
  bool header = false;
  int columns = 0;
  int label_column = -1;  // It is the first or the last one, and -1 where there is none.
  int side = 0;           // The images are [side, side].
  double scale = 1;       // What a number in the table is multiplied with, to be 0 to 255.
};

// Returns whether this looks like a table of numbers.
bool is_csv(std::string_view name, std::span<const std::uint8_t> bytes);

// Refuses a table whose lines are no images.
Result<CsvLayout> csv_layout(std::string_view text);

// Calls `take` with the label (empty where there is none) and the pixels of each line; it returns
// whether it wants more. Refuses a line that is not like the others, by its number.
Status read_csv(
    std::string_view text, const CsvLayout& layout,
    const std::function<bool(std::string_view label, std::span<const std::uint8_t> grey)>& take);

}  // namespace inkling

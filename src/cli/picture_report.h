// A PictureReport says how well pictures are read whose digits are known.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "data/sheet/read_sheet.h"

namespace inkling {

struct PictureReport {
  struct Misread {
    std::string file;
    std::string label;
    std::string text;
  };
  int pictures = 0;
  int pictures_right = 0;
  int digits = 0;
  int digits_right = 0;  // They were found, in their order, and read rightly.
  int digits_extra = 0;  // They are in no label.
  // Pictures without any digit are counted by themselves.
  int others = 0;
  int others_with_digit = 0;  // Something in them was called a digit.
  int others_with_sure = 0;   // Something in them was called a digit for sure.
  double slowest = 0;         // seconds that one picture took, decoded
  double seconds = 0;
  std::vector<Misread> misread;
};

// Returns how many digits of two numbers stand in the same order in both: the length of their
// longest common subsequence.
int same_digits(const std::string& a, const std::string& b);

// Returns the numbers of all lines, one behind another.
std::string text_of(const SheetReading& reading);

// Reads the pictures that `labels` names. It is a JSON file beside them: {"file": "digits", ...},
// where "" is the label of a picture without any.
Result<PictureReport> report_on_pictures(const std::filesystem::path& labels,
                                         const SheetNetwork& network);

void print(const PictureReport& report);

}  // namespace inkling

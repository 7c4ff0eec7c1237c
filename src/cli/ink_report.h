// An InkReport says how well a network reads drawings.
#pragma once

#include <array>
#include <vector>

#include "cli/drawings.h"
#include "cli/files.h"
#include "nn/metrics.h"

namespace inkling {

struct InkReport {
  struct Misread {
    int index = 0;  // The drawing has this index in the list.
    int label = 0;
    int digit = 0;  // The network read it as this digit.
    float probability = 0;
    Picture picture{};  // The network saw this.
  };
  int count = 0;
  int correct = 0;
  int called_none = 0;  // These digits, rightly read or not, were said to be none.
  // Drawings without a label are no digits.
  int others = 0;
  int others_called_none = 0;
  int others_called_sure = 0;  // They were said to be a certain digit, without reserve.
  std::array<int, kDigits * kDigits> confusion{};  // [label, read as]
  // The expected calibration error (Naeini, Cooper and Hauskrecht 2015) is how far the stated
  // probability of the answer and the share of right answers lie apart, on average over 10 bins.
  double calibration_error = 0;
  std::vector<Misread> misread;
};

// Reports on the drawings that have some ink.
InkReport read_all(const Network<float>& network, const std::vector<LabelledDrawing>& drawings);

void print(const InkReport& report);

// Returns a PNG image of the misread ones as the network saw them.
Bytes contact_sheet(const InkReport& report);

}  // namespace inkling

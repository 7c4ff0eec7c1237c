#include "cli/confusion.h"

#include <cstdio>

namespace inkling {

void print_confusion(const std::array<std::array<int, kDigits>, kDigits>& confusion) {
  std::printf("Rows: the digit. Columns: what it was read as.\n    ");
  for (int guess = 0; guess < kDigits; ++guess) std::printf("%6d", guess);
  for (std::size_t digit = 0; digit < confusion.size(); ++digit) {
    std::printf("\n  %zu ", digit);
    for (const int count : confusion[digit]) std::printf("%6d", count);
  }
  std::printf("\n");
}

}  // namespace inkling

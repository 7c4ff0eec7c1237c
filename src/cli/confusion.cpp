#include "cli/confusion.h"

#include <cstdio>

namespace inkling {

void print_confusion(std::span<const int> confusion) {
  std::printf("Rows: the digit. Columns: what it was read as.\n    ");
  for (int guess = 0; guess < kDigits; ++guess) std::printf("%6d", guess);
  for (std::size_t i = 0; i < confusion.size(); ++i) {
    if (i % kDigits == 0) std::printf("\n  %zu ", i / kDigits);
    std::printf("%6d", confusion[i]);
  }
  std::printf("\n");
}

}  // namespace inkling

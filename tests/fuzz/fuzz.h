// LLVMFuzzerTestOneInput() is what libFuzzer calls with bytes of its own making, again and again,
// looking for those that crash.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

// Each of the programs in this folder defines it.
void fuzz(std::span<const std::uint8_t> bytes);

extern "C" inline __attribute__((used)) int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                                                   std::size_t size) {
  fuzz({data, size});
  return 0;
}

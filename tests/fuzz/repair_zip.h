// Makes the check sums of an archive fit: a fuzzer does not guess them, and what lies behind them
// would be out of its reach.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/zip_writer.h"

inline std::size_t number_at(std::span<const std::uint8_t> bytes, std::size_t at,
                             std::size_t size) {
  std::size_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | bytes[at + i];
  return value;
}

inline void repair_check_sums(std::vector<std::uint8_t>& file) {
  constexpr std::size_t kLocalSize = 30, kCentralSize = 46;
  for (std::size_t at = 0; at + kCentralSize <= file.size(); ++at) {
    if (number_at(file, at, 4) != 0x02014b50) continue;
    const std::size_t size = number_at(file, at + 20, 4), local = number_at(file, at + 42, 4);
    if (local > file.size() || file.size() - local < kLocalSize) continue;
    const std::size_t begin =
        local + kLocalSize + number_at(file, local + 26, 2) + number_at(file, local + 28, 2);
    if (begin > file.size() || file.size() - begin < size) continue;
    const std::uint32_t sum = inkling::crc32(std::span(file).subspan(begin, size));
    for (std::size_t i = 0; i < 4; ++i) {
      file[at + 16 + i] = static_cast<std::uint8_t>(sum >> (8 * i));
    }
  }
}

// Writes zip archives whose files are stored as they are (PKWARE's APPNOTE.TXT, 4.3).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

namespace inkling {

class ZipWriter {
 public:
  // The name is ASCII, and no other file of the archive has it.
  void add(const std::string& name, std::span<const std::uint8_t> bytes);
  // Ends the archive, which takes no more files, and returns it.
  std::vector<std::uint8_t> take();

 private:
  std::vector<std::uint8_t> archive_;
  std::vector<std::uint8_t> directory_;
  int count_ = 0;
};

// The check sum of zip, gzip and PNG: CRC-32 of ISO 3309.
std::uint32_t crc32(std::span<const std::uint8_t> bytes);

}  // namespace inkling

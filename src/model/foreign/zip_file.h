// Reads the files in a zip archive that are stored as they are, as PyTorch and NumPy store theirs
// (PKWARE's APPNOTE.TXT, 4.3).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "base/result.h"

namespace inkling {

using ZipFiles = std::map<std::string, std::span<const std::uint8_t>>;

bool is_zip(std::span<const std::uint8_t> file);

// Returns the files by their names; they point into `file`. Files that are compressed are refused
// by name.
Result<ZipFiles> read_zip(std::span<const std::uint8_t> file);

}  // namespace inkling

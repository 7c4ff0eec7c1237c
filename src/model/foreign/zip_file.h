// Reads the files in a zip archive that are stored as they are, as PyTorch and NumPy store theirs
// (PKWARE's APPNOTE.TXT, 4.3).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace inkling {

struct ZipEntry {
  std::string name;
  std::span<const std::uint8_t> bytes;  // They lie in the archive.
};

// They stand in the order of the archive, in which programs write what they hold. No two have the
// same name.
using ZipFiles = std::vector<ZipEntry>;

// Returns null where there is no file of this name.
const ZipEntry* find_entry(const ZipFiles& files, std::string_view name);

bool is_zip(std::span<const std::uint8_t> file);

// Refuses an archive that is cut off, whose check sums do not fit or in which a name comes twice,
// and files that are compressed, by name.
Result<ZipFiles> read_zip(std::span<const std::uint8_t> file);

}  // namespace inkling

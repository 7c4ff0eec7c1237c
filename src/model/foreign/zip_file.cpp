#include "model/foreign/zip_file.h"

#include <algorithm>
#include <set>

#include "model/foreign/formats.h"
#include "model/foreign/shown_name.h"
#include "model/zip_writer.h"

namespace inkling {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50, kCentralHeader = 0x02014b50, kEnd = 0x06054b50;
constexpr std::size_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22;
constexpr std::size_t kMostComment = 65535;

Error damaged_zip(const std::string& what) {
  return {ErrorCode::kBadModel, "This archive is damaged: " + what + "."};
}

// Returns a little-endian number of `size` bytes. The caller has checked that they are there.
std::uint32_t zip_number(std::span<const std::uint8_t> bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value |= static_cast<std::uint32_t>(bytes[at + i]) << (8 * i);
  }
  return value;
}

// The end record is the last thing in the file, but for a comment.
std::optional<std::size_t> find_end(std::span<const std::uint8_t> file) {
  if (file.size() < kEndSize) return std::nullopt;
  const std::size_t last = file.size() - kEndSize;
  const std::size_t first = last - std::min(last, kMostComment);
  for (std::size_t at = last + 1; at-- > first;) {
    if (zip_number(file, at, 4) == kEnd) return at;
  }
  return std::nullopt;
}

}  // namespace

const ZipEntry* find_entry(const ZipFiles& files, std::string_view name) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [name](const ZipEntry& entry) { return entry.name == name; });
  return found == files.end() ? nullptr : &*found;
}

bool is_zip(std::span<const std::uint8_t> file) {
  return file.size() >= 4 && zip_number(file, 0, 4) == kLocalHeader;
}

Result<ZipFiles> read_zip(std::span<const std::uint8_t> file) {
  const auto end = find_end(file);
  if (!end) return refused_format("cut");
  const std::uint32_t count = zip_number(file, *end + 10, 2);
  std::size_t at = zip_number(file, *end + 16, 4);
  ZipFiles files;
  std::set<std::string> names;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (at > file.size() || file.size() - at < kCentralSize ||
        zip_number(file, at, 4) != kCentralHeader) {
      return damaged_zip("its directory is cut off");
    }
    const std::uint32_t method = zip_number(file, at + 10, 2);
    const std::uint32_t sum = zip_number(file, at + 16, 4);
    const std::size_t size = zip_number(file, at + 20, 4);
    const std::size_t name_size = zip_number(file, at + 28, 2);
    const std::size_t more = zip_number(file, at + 30, 2) + zip_number(file, at + 32, 2);
    const std::size_t local = zip_number(file, at + 42, 4);
    if (file.size() - at - kCentralSize < name_size + more) {
      return damaged_zip("its directory is cut off");
    }
    const auto name_bytes = file.subspan(at + kCentralSize, name_size);
    const std::string name(name_bytes.begin(), name_bytes.end());
    const std::string shown = shown_name(name);
    at += kCentralSize + name_size + more;
    if (name.ends_with('/')) continue;
    if (method != 0) return refused_format("packed");
    if (!names.insert(name).second) return damaged_zip("it has two files named " + shown);
    if (local > file.size() || file.size() - local < kLocalSize ||
        zip_number(file, local, 4) != kLocalHeader) {
      return damaged_zip("the file " + shown + " is missing");
    }
    const std::size_t begin =
        local + kLocalSize + zip_number(file, local + 26, 2) + zip_number(file, local + 28, 2);
    if (begin > file.size() || file.size() - begin < size) {
      return damaged_zip("the file " + shown + " is cut off");
    }
    const auto content = file.subspan(begin, size);
    if (crc32(content) != sum) {
      return damaged_zip("the check sum of the file " + shown + " does not fit");
    }
    files.push_back({name, content});
  }
  return files;
}

}  // namespace inkling

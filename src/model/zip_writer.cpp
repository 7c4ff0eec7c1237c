#include "model/zip_writer.h"

#include <array>
#include <utility>

namespace inkling {
namespace {

// A number of `size` bytes, the lowest first.
struct ZipField {
  std::uint32_t value;
  int size;
};

void append_fields(std::vector<std::uint8_t>& bytes, std::initializer_list<ZipField> fields) {
  for (const auto& [value, size] : fields) {
    for (int i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  }
}

constexpr std::uint32_t kVersion = 20;
// 1980-01-01, the first day that zip knows: archives of the same network are the same.
constexpr std::uint32_t kDate = 1 << 5 | 1;

}  // namespace

std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
  static const auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ (value & 1 ? 0xEDB88320u : 0);
      table[i] = value;
    }
    return table;
  }();
  std::uint32_t sum = ~0u;
  for (const std::uint8_t byte : bytes) sum = sum >> 8 ^ kTable[(sum ^ byte) & 255];
  return ~sum;
}

void ZipWriter::add(const std::string& name, std::span<const std::uint8_t> bytes) {
  const auto at = static_cast<std::uint32_t>(archive_.size());
  const std::uint32_t sum = crc32(bytes);
  const auto size = static_cast<std::uint32_t>(bytes.size());
  const auto name_size = static_cast<std::uint32_t>(name.size());
  // Both headers have these: version, flags, method (0: stored), time, date, sum, the size packed
  // and unpacked, the lengths of the name and of what follows it.
  const std::initializer_list<ZipField> common = {{kVersion, 2},  {0, 2},   {0, 2},    {0, 2},
                                                  {kDate, 2},     {sum, 4}, {size, 4}, {size, 4},
                                                  {name_size, 2}, {0, 2}};
  append_fields(archive_, {{0x04034b50, 4}});
  append_fields(archive_, common);
  archive_.insert(archive_.end(), name.begin(), name.end());
  archive_.insert(archive_.end(), bytes.begin(), bytes.end());
  // The directory has the version of the writer before, and a comment's length, disk, attributes
  // and the place of the local header after.
  append_fields(directory_, {{0x02014b50, 4}, {kVersion, 2}});
  append_fields(directory_, common);
  append_fields(directory_, {{0, 2}, {0, 2}, {0, 2}, {0, 4}, {at, 4}});
  directory_.insert(directory_.end(), name.begin(), name.end());
  ++count_;
}

std::vector<std::uint8_t> ZipWriter::take() {
  const auto begin = static_cast<std::uint32_t>(archive_.size());
  const auto size = static_cast<std::uint32_t>(directory_.size());
  const auto count = static_cast<std::uint32_t>(count_);
  archive_.insert(archive_.end(), directory_.begin(), directory_.end());
  append_fields(
      archive_,
      {{0x06054b50, 4}, {0, 2}, {0, 2}, {count, 2}, {count, 2}, {size, 4}, {begin, 4}, {0, 2}});
  return std::move(archive_);
}

}  // namespace inkling

// Records of earlier versions are read as those of today.
#pragma once

#include "app/core/saved_records.h"
#include "base/bytes.h"

namespace inkling {

// Reads a record with its version in front. Returns nothing where it is damaged or of another
// version.
template <class Record>
std::optional<Record> read_record(std::span<const std::uint8_t> bytes,
                                  std::uint32_t wanted_version) {
  ByteReader reader(bytes);
  std::uint32_t version = 0;
  reader(version);
  if (version != wanted_version) return std::nullopt;
  Record record;
  reader(record);
  if (!reader.ok()) return std::nullopt;
  return record;
}

// Returns nothing where the bytes are damaged or of a version that is not known. What they hold is
// not checked.
std::optional<SavedVisitor> old_visitor_from_bytes(std::span<const std::uint8_t> bytes);
std::optional<SavedNetwork> old_network_from_bytes(std::span<const std::uint8_t> bytes);

}  // namespace inkling

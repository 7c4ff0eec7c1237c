#include "app/core/work_file.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/names.h"
#include "data/sha256.h"

namespace inkling {
namespace {

// As in a PNG, the line ends would not survive a transfer that takes the file for text.
constexpr std::array<std::uint8_t, 8> kMark = {0x89, 'I', 'N', 'K', '\r', '\n', 0x1a, '\n'};
constexpr std::uint32_t kFileVersion = 1;
constexpr std::size_t kHashSize = 64;
constexpr std::size_t kHeadSize = kMark.size() + sizeof kFileVersion;
// The largest network has 8 MB, and nobody draws as much by hand.
constexpr std::size_t kMostContent = std::size_t{32} << 20;

using Bytes = std::span<const std::uint8_t>;

// Content holds the parts of a file. Each record has a version of its own.
struct Content {
  std::string language;
  std::vector<std::uint8_t> visitor;
  std::vector<std::uint8_t> network;

  static void fields(auto& self, auto& archive) {
    archive(self.language, self.visitor, self.network);
  }
};

// Writes a run of zeros as one zero and the number of those that follow it, up to 255.
std::vector<std::uint8_t> with_packed_zeros(Bytes bytes) {
  constexpr std::size_t kMostFollowing = 255;
  std::vector<std::uint8_t> packed;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    packed.push_back(bytes[i]);
    if (bytes[i] != 0) continue;
    std::size_t following = 0;
    while (following < kMostFollowing && i + 1 < bytes.size() && bytes[i + 1] == 0) {
      ++following;
      ++i;
    }
    packed.push_back(static_cast<std::uint8_t>(following));
  }
  return packed;
}

std::optional<std::vector<std::uint8_t>> with_unpacked_zeros(Bytes packed) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < packed.size(); ++i) {
    bytes.push_back(packed[i]);
    if (packed[i] == 0) {
      if (++i == packed.size()) return std::nullopt;
      bytes.insert(bytes.end(), packed[i], 0);
    }
    if (bytes.size() > kMostContent) return std::nullopt;
  }
  return bytes;
}

bool has_mark(Bytes bytes) {
  return bytes.size() >= kMark.size() && std::equal(kMark.begin(), kMark.end(), bytes.begin());
}

std::uint32_t version_of(Bytes bytes) {
  std::uint32_t version = 0;
  ByteReader reader(bytes);
  reader(version);
  return version;
}

Error damaged() {
  return {ErrorCode::kBadState,
          "This file of saved work is damaged or cut off. Save it again where it was made, or get "
          "it again. Nothing has been changed."};
}

Error newer() {
  return {ErrorCode::kNewerState,
          "A newer version of the lab has saved this file. Open it there. Nothing has been "
          "changed."};
}

}  // namespace

bool is_work_file(std::string_view name, Bytes bytes) {
  return has_mark(bytes) || name.ends_with(".inkling");
}

std::vector<std::uint8_t> sealed(Bytes content) {
  ByteWriter head;
  for (const std::uint8_t byte : kMark) head(byte);
  head(kFileVersion);
  std::vector<std::uint8_t> file = head.take();
  const std::vector<std::uint8_t> packed = with_packed_zeros(content);
  file.insert(file.end(), packed.begin(), packed.end());
  const std::string hash = sha256_hex(file);
  file.insert(file.end(), hash.begin(), hash.end());
  return file;
}

std::vector<std::uint8_t> to_work_file(const Work& work) {
  ByteWriter writer;
  writer(Content{.language = kLanguageNames[static_cast<int>(work.language)],
                 .visitor = to_bytes(work.visitor),
                 .network = to_bytes(work.network)});
  return sealed(writer.take());
}

Result<Work> read_work_file(Bytes file) {
  if (!has_mark(file)) {
    return Error{ErrorCode::kBadState,
                 "This is no file of saved work: getState makes one. Nothing has been changed."};
  }
  if (file.size() < kHeadSize + kHashSize) return damaged();
  const Bytes hashed = file.first(file.size() - kHashSize);
  const Bytes hash = file.last(kHashSize);
  if (sha256_hex(hashed) != std::string(hash.begin(), hash.end())) return damaged();
  if (version_of(hashed.subspan(kMark.size(), sizeof kFileVersion)) > kFileVersion) return newer();
  const auto bytes = with_unpacked_zeros(hashed.subspan(kHeadSize));
  if (!bytes) return damaged();
  Content content;
  ByteReader reader(*bytes);
  reader(content);
  if (!reader.ok()) return damaged();
  if (is_of_later_version(content.visitor) || is_of_later_version(content.network)) return newer();
  const auto language = value_named<Language>(kLanguageNames, content.language);
  auto visitor = visitor_from_bytes(content.visitor);
  auto network = network_from_bytes(content.network);
  if (!language || !visitor || !network) return damaged();
  return Work{*language, std::move(*visitor), std::move(*network)};
}

}  // namespace inkling

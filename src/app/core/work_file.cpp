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

// Content holds the parts of a file. Each record has a version of its own. The network is the
// first: so its weights lie on whole words.
struct Content {
  std::vector<std::uint8_t> network;
  std::vector<std::uint8_t> visitor;
  std::string language;

  static void fields(auto& self, auto& archive) {
    archive(self.network, self.visitor, self.language);
  }
};

// Zeros are packed by words of four bytes, on which the weights lie. A bit for each of eight words
// says whether it stands here.
constexpr std::size_t kWord = 4;
constexpr std::size_t kWords = 8;
constexpr std::size_t kGroup = kWord * kWords;

std::vector<std::uint8_t> with_packed_zeros(Bytes bytes) {
  ByteWriter size;
  size(static_cast<std::uint32_t>(bytes.size()));
  std::vector<std::uint8_t> packed = size.take();
  for (std::size_t group = 0; group < bytes.size(); group += kGroup) {
    const std::size_t bits = packed.size();
    packed.push_back(0);
    for (std::size_t i = 0; i < kWords && group + i * kWord < bytes.size(); ++i) {
      std::array<std::uint8_t, kWord> word{};  // The last one may be cut off.
      const std::size_t at = group + i * kWord;
      std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                  std::min(kWord, bytes.size() - at), word.begin());
      if (word == std::array<std::uint8_t, kWord>{}) continue;
      packed[bits] = static_cast<std::uint8_t>(packed[bits] | (1u << i));
      packed.insert(packed.end(), word.begin(), word.end());
    }
  }
  return packed;
}

std::optional<std::vector<std::uint8_t>> with_unpacked_zeros(Bytes packed) {
  std::uint32_t size = 0;
  ByteReader(packed.first(std::min(packed.size(), sizeof size)))(size);
  packed = packed.subspan(std::min(packed.size(), sizeof size));
  if (size > kMostContent || packed.size() < (size + kGroup - 1) / kGroup) return std::nullopt;
  std::vector<std::uint8_t> bytes(size);
  for (std::size_t group = 0; group < size; group += kGroup) {
    if (packed.empty()) return std::nullopt;
    const std::uint8_t bits = packed.front();
    packed = packed.subspan(1);
    for (std::size_t i = 0; i < kWords; ++i) {
      if ((bits >> i & 1u) == 0) continue;
      const std::size_t at = group + i * kWord;
      if (packed.size() < kWord || at >= size) return std::nullopt;
      std::copy_n(packed.begin(), std::min<std::size_t>(kWord, size - at),
                  bytes.begin() + static_cast<std::ptrdiff_t>(at));
      packed = packed.subspan(kWord);
    }
  }
  if (!packed.empty()) return std::nullopt;
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
  writer(Content{.network = to_bytes(work.network),
                 .visitor = to_bytes(work.visitor),
                 .language = kLanguageNames[static_cast<int>(work.language)]});
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

#include "data/dataset.h"

#include <algorithm>
#include <utility>

#include "data/picture_turn.h"
#include "data/sha256.h"

namespace inkling {

Dataset::Dataset(Manifest manifest)
    : manifest_(std::move(manifest)), loaded_(manifest_.shards.size(), false) {
  for (const Split split : {Split::kTrain, Split::kTest}) {
    Part& part = split == Split::kTrain ? train_ : test_;
    const auto count = static_cast<std::size_t>(manifest_.count(split));
    part.pixels.resize(count * kPixels);
    part.labels.resize(count);
  }
}

Dataset::Dataset(Part train, Part test, int classes)
    : traits_{.classes = classes, .digits = false},
      loaded_(2, true),
      train_(std::move(train)),
      test_(std::move(test)) {
  for (const Split split : {Split::kTrain, Split::kTest}) {
    manifest_.shards.push_back({.file = "",
                                .split = split,
                                .count = static_cast<int>(part(split).labels.size()),
                                .sha256 = ""});
  }
}

void Dataset::turn() {
  turn_images(train_.pixels);
  turn_images(test_.pixels);
}

Status Dataset::add_shard(int index, std::span<const std::uint8_t> bytes) {
  const ShardInfo& shard = manifest_.shards[static_cast<std::size_t>(index)];
  const auto count = static_cast<std::size_t>(shard.count);
  const auto damaged = [&](const char* what) {
    return Error{ErrorCode::kDamaged, "The file " + shard.file + " is damaged: " + what +
                                          ". Try again; if it stays so, the site needs repair."};
  };
  if (bytes.size() != count * (kPixels + 1)) return damaged("it has another length");
  if (sha256_hex(bytes) != shard.sha256) return damaged("its checksum does not fit");
  const auto pixels = bytes.first(count * kPixels);
  const auto labels = bytes.subspan(count * kPixels);
  if (*std::max_element(labels.begin(), labels.end()) > 9) return damaged("a label is no digit");

  Part& part = shard.split == Split::kTrain ? train_ : test_;
  const auto offset = static_cast<std::ptrdiff_t>(shard.offset);
  std::copy(pixels.begin(), pixels.end(), part.pixels.begin() + offset * kPixels);
  std::copy(labels.begin(), labels.end(), part.labels.begin() + offset);
  loaded_[static_cast<std::size_t>(index)] = true;
  return Nothing{};
}

int Dataset::ready(Split split) const {
  int ready = 0;
  for (std::size_t i = 0; i < loaded_.size(); ++i) {
    if (manifest_.shards[i].split != split) continue;
    if (!loaded_[i]) break;
    ready += manifest_.shards[i].count;
  }
  return ready;
}

int Dataset::block(Split split) const {
  for (const ShardInfo& shard : manifest_.shards) {
    if (shard.split == split) return shard.count;
  }
  return 0;
}

}  // namespace inkling

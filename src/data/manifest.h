// What the site's data set consists of: a list of shards, each a file that can be fetched and
// checked by itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/picture.h"
#include "base/result.h"

namespace inkling {

enum class Split { kTrain, kTest };

// Unpacked, a shard is `count` pictures of 28x28 bytes, then `count` labels of one byte. On the
// wire it is gzip.
struct ShardInfo {
  std::string file;  // beside the manifest
  Split split = Split::kTrain;
  int offset = 0;       // of its first picture, among those of its split
  int count = 0;        // of its pictures
  int packed_size = 0;  // bytes to fetch
  std::string sha256;   // of the unpacked bytes
};

// In the order in which the shards are best fetched.
struct Manifest {
  std::vector<ShardInfo> shards;

  int count(Split split) const;
};

// Size of a shard when unpacked.
inline constexpr int shard_size(int count) { return count * (kPixels + 1); }

// Shards must cover each split from 0 on without gap or overlap, in order.
Result<Manifest> parse_manifest(std::string_view json);
std::string manifest_json(const Manifest& manifest);

}  // namespace inkling

// The site's data set consists of a list of shards, each a file that can be fetched and checked by
// itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/picture.h"
#include "base/result.h"

namespace inkling {

enum class Split { kTrain, kTest };

// Unpacked, a shard is `count` pictures of 28x28 bytes, then `count` labels of one byte. On the
// wire it is packed with gzip.
struct ShardInfo {
  std::string file;  // It lies beside the manifest.
  Split split = Split::kTrain;
  int offset = 0;       // The first picture has this place in its split.
  int count = 0;        // The shard has this many pictures.
  int packed_size = 0;  // This many bytes are fetched.
  std::string sha256;   // The hash is that of the unpacked bytes.
};

// A Manifest lists the shards in the order in which they are best fetched.
struct Manifest {
  std::vector<ShardInfo> shards;

  int count(Split split) const;
};

// Returns the size of a shard when unpacked, in bytes.
inline constexpr int shard_size(int count) { return count * (kPixels + 1); }

// Shards must cover each split from 0 on without gap or overlap, in order.
Result<Manifest> parse_manifest(std::string_view json);
std::string manifest_json(const Manifest& manifest);

}  // namespace inkling

// A Dataset holds the pictures and labels in memory, one byte a pixel, and is filled shard by
// shard.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/manifest.h"

namespace inkling {

class Dataset {
 public:
  Dataset() = default;
  explicit Dataset(Manifest manifest);

  const Manifest& manifest() const { return manifest_; }

  // Takes the unpacked bytes of manifest().shards[index]. Refuses bytes of another length or hash,
  // or with a label that is no digit, and then stays as it was.
  Status add_shard(int index, std::span<const std::uint8_t> bytes);

  // Returns how many pictures of the split have arrived, from its beginning on without a gap.
  int ready(Split split) const;

  // Both return all that the split will have; only the first ready() of them mean anything.
  std::span<const std::uint8_t> pixels(Split split) const { return part(split).pixels; }
  std::span<const std::uint8_t> labels(Split split) const { return part(split).labels; }

  // Returns the number of pictures in the split's first shard. Training waits for later pictures in
  // blocks of at most that many.
  int block(Split split) const;

 private:
  struct Part {
    std::vector<std::uint8_t> pixels;  // [count, 784]
    std::vector<std::uint8_t> labels;  // [count]
  };
  const Part& part(Split split) const { return split == Split::kTrain ? train_ : test_; }

  Manifest manifest_;
  std::vector<bool> loaded_;
  Part train_;
  Part test_;
};

}  // namespace inkling

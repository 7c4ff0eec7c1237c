// A Dataset holds the pictures and labels in memory, one byte a pixel, and is filled shard by
// shard.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/classes.h"
#include "data/manifest.h"

namespace inkling {

// The classes of a data set.
struct DataTraits {
  int classes = kDigits;
  // They are the ten digits, which people write with strokes that are known. A visitor's own set
  // may be of anything.
  bool digits = true;
};

class Dataset {
 public:
  struct Part {
    std::vector<std::uint8_t> pixels;  // [count, 784]
    std::vector<std::uint8_t> labels;  // [count]
  };

  Dataset() = default;
  // The site's data set, of which nothing has arrived yet.
  explicit Dataset(Manifest manifest);
  // A visitor's own, which is all there. No label is `classes` or more.
  Dataset(Part train, Part test, int classes);

  const DataTraits& traits() const { return traits_; }
  // Rows and columns of all images change places.
  void turn();

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
  const Part& part(Split split) const { return split == Split::kTrain ? train_ : test_; }

  Manifest manifest_;
  DataTraits traits_;
  std::vector<bool> loaded_;
  Part train_;
  Part test_;
};

}  // namespace inkling

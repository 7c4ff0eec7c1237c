// Makes a small data set in shards, as the site has a large one.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "data/manifest.h"
#include "data/sha256.h"
#include "unit/toy_digits.h"

// ToyShards has the order of the real shards: one of training, that of the test, the others of
// training.
struct ToyShards {
  ToyShards(int train_count, int train_shards, int test_count) {
    using inkling::Split;
    add(Split::kTrain, 0, train_count);
    add(Split::kTest, 0, test_count);
    for (int i = 1; i < train_shards; ++i) add(Split::kTrain, i * train_count, train_count);
  }

  inkling::Manifest manifest;
  std::vector<std::vector<std::uint8_t>> shards;  // These are unpacked.

 private:
  void add(inkling::Split split, int offset, int count) {
    const bool train = split == inkling::Split::kTrain;
    const ToyDigits toy(count, static_cast<std::uint64_t>(offset) + (train ? 1 : 1000));
    std::vector<std::uint8_t> bytes = toy.pixels;
    bytes.insert(bytes.end(), toy.labels.begin(), toy.labels.end());
    manifest.shards.push_back(
        {.file = (train ? "train-" : "test-") + std::to_string(offset) + ".shard",
         .split = split,
         .offset = offset,
         .count = count,
         .packed_size = static_cast<int>(bytes.size() / 4),
         .sha256 = inkling::sha256_hex(bytes)});
    shards.push_back(std::move(bytes));
  }
};

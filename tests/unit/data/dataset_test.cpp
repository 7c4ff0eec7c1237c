#include "data/dataset.h"

#include <doctest/doctest.h>

#include "unit/toy_shards.h"

using namespace inkling;

TEST_CASE("shards arrive in any order; what is ready has no gap") {
  const ToyShards toy(100, 2, 50);
  Dataset data(toy.manifest);
  CHECK(data.ready(Split::kTrain) == 0);
  CHECK(data.add_shard(2, toy.shards[2]).ok());  // It is the second training shard.
  CHECK(data.ready(Split::kTrain) == 0);
  CHECK(data.add_shard(0, toy.shards[0]).ok());
  CHECK(data.ready(Split::kTrain) == 200);
  CHECK(data.ready(Split::kTest) == 0);
  CHECK(data.add_shard(1, toy.shards[1]).ok());
  CHECK(data.ready(Split::kTest) == 50);
  CHECK(data.block(Split::kTrain) == 100);
  // The pictures are where the labels are.
  const auto& second = toy.shards[2];
  CHECK(data.pixels(Split::kTrain)[100 * 784 + 5] == second[5]);
  CHECK(data.labels(Split::kTrain)[100] == second[100 * 784]);
}

TEST_CASE(
    "a shard that is truncated, altered or of impossible labels is refused and changes nothing") {
  ToyShards toy(20, 1, 10);
  Dataset data(toy.manifest);
  auto shard = toy.shards[0];
  SUBCASE("truncated") { shard.pop_back(); }
  SUBCASE("one bit altered") { shard[777] ^= 1; }
  SUBCASE("longer") { shard.push_back(0); }
  SUBCASE("empty") { shard.clear(); }
  const Status status = data.add_shard(0, shard);
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().code == ErrorCode::kDamaged);
  CHECK(status.error().message.find("train-0.shard") != std::string::npos);
  CHECK(data.ready(Split::kTrain) == 0);
  CHECK(data.add_shard(0, toy.shards[0]).ok());
}

TEST_CASE("a label that is no digit is refused even with the right checksum") {
  ToyShards toy(20, 1, 10);
  toy.shards[0].back() = 10;
  toy.manifest.shards[0].sha256 = sha256_hex(toy.shards[0]);
  Dataset data(toy.manifest);
  CHECK_FALSE(data.add_shard(0, toy.shards[0]).ok());
}

TEST_CASE("a manifest goes to JSON and back") {
  const ToyShards toy(20, 3, 10);
  const auto parsed = parse_manifest(manifest_json(toy.manifest));
  REQUIRE(parsed.ok());
  REQUIRE(parsed->shards.size() == toy.manifest.shards.size());
  CHECK(parsed->count(Split::kTrain) == 60);
  CHECK(parsed->count(Split::kTest) == 10);
  CHECK(parsed->shards[3].packed_size == toy.manifest.shards[3].packed_size);
  CHECK(parsed->shards[3].sha256 == toy.manifest.shards[3].sha256);
}

TEST_CASE("a damaged manifest is refused") {
  const std::string good = manifest_json(ToyShards(20, 2, 10).manifest);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return parse_manifest(text.replace(at, from.size(), to)).ok();
  };
  for (const Split split : {Split::kTrain, Split::kTest}) {
    Manifest half = ToyShards(20, 2, 10).manifest;
    std::erase_if(half.shards, [&](const ShardInfo& shard) { return shard.split == split; });
    CHECK_FALSE(parse_manifest(manifest_json(half)).ok());
  }
  CHECK_FALSE(parse_manifest("").ok());
  CHECK_FALSE(parse_manifest("[]").ok());
  CHECK_FALSE(parse_manifest(good.substr(0, good.size() / 2)).ok());
  CHECK_FALSE(with("\"version\":1", "\"version\":2"));
  CHECK_FALSE(with("\"offset\":20", "\"offset\":19"));
  CHECK_FALSE(with("\"count\":20", "\"count\":0"));
  CHECK_FALSE(with("\"count\":20", "\"count\":-20"));
  CHECK_FALSE(with("\"count\":20", "\"count\":2000000000"));
  CHECK_FALSE(with("\"train\"", "\"valid\""));
  CHECK_FALSE(with("train-0.shard", "../secret"));
  CHECK_FALSE(with("train-0.shard", "https://elsewhere"));
}

#include "engine/data_loader.h"

#include <doctest/doctest.h>

#include "unit/engine/engine_fixture.h"

namespace {

using Files = std::vector<std::string>;

constexpr DataNeed kEverything = {.training_images = kAllImages};
constexpr DataNeed kFirstTestImages = {.test = DataNeed::Test::kFirst};
constexpr DataNeed kTrainingOnly = {.training_images = kAllImages, .test = DataNeed::Test::kNone};

const Error kGone{ErrorCode::kUnreachable, "gone"};

}  // namespace

TEST_CASE("the manifest is fetched first, then a few shards at once, in their order") {
  EngineFixture engine;
  engine.toy = ToyShards(50, 5, 20);
  engine.data.request(kEverything);
  CHECK(engine.fetched == Files{"manifest.json"});
  CHECK(engine.data.dataset() == nullptr);
  CHECK_FALSE(engine.data.has({}));
  engine.deliver("manifest.json");
  Files files = {"manifest.json", "train-0.shard", "test-0.shard", "train-50.shard",
                 "train-100.shard"};
  CHECK(engine.fetched == files);
  engine.deliver("train-0.shard");
  files.push_back("train-150.shard");
  CHECK(engine.fetched == files);
}

TEST_CASE("it has what has arrived from the first image on without a gap") {
  EngineFixture engine;
  engine.data.request(kEverything);
  engine.deliver("manifest.json");
  engine.deliver("train-200.shard");
  CHECK(engine.data.examples(Split::kTrain).count() == 0);
  engine.deliver("train-0.shard");
  CHECK(engine.data.examples(Split::kTrain).count() == 400);
  CHECK(engine.data.has({.training_images = 400, .test = DataNeed::Test::kNone}));
  CHECK_FALSE(engine.data.has({.training_images = 400, .test = DataNeed::Test::kFirst}));
  CHECK_FALSE(engine.data.has({.training_images = 401, .test = DataNeed::Test::kNone}));
  CHECK_FALSE(engine.data.has(kTrainingOnly));
  engine.deliver("test-0.shard");
  CHECK(engine.data.has({.training_images = 400}));
  engine.deliver("train-400.shard");
  CHECK(engine.data.has(kEverything));
  CHECK(engine.data.has({.training_images = 70000}));  // It has all that there are.
}

TEST_CASE("what is reported is of what is wanted, or has arrived") {
  EngineFixture engine;
  engine.data.request(kFirstTestImages);
  engine.deliver("manifest.json");
  const int test_size = engine.toy.manifest.shards[1].packed_size;
  CHECK(engine.reports.back().total == test_size);
  engine.data.fetch_progress("test-0.shard", 7);
  CHECK(engine.reports.back().loaded == 7);
  engine.data.fetch_progress("test-0.shard", test_size + 1000);
  CHECK(engine.reports.back().loaded == test_size);
  CHECK_FALSE(engine.reports.back().complete);
  engine.data.fetch_stalled("test-0.shard");
  CHECK(engine.reports.back().stalled);
  CHECK(engine.reports.back().loaded == 0);
  engine.deliver("test-0.shard");
  CHECK(engine.reports.back().complete);
  CHECK_FALSE(engine.reports.back().stalled);
  CHECK(engine.fetched == Files{"manifest.json", "test-0.shard"});

  engine.data.request({.training_images = 1});
  CHECK_FALSE(engine.reports.back().complete);
  CHECK(engine.reports.back().loaded == test_size);
  CHECK(engine.fetched.back() == "train-0.shard");
}

TEST_CASE("after a failure nothing more is begun until somebody asks again") {
  EngineFixture engine;
  engine.toy = ToyShards(50, 6, 20);
  engine.data.request(kEverything);
  engine.deliver("manifest.json");
  const auto failure = engine.data.fetch_failed("train-50.shard", kGone);
  REQUIRE(failure.has_value());
  CHECK(failure->file == "train-50.shard");
  CHECK(failure->code == ErrorCode::kUnreachable);
  CHECK(engine.data.failure().has_value());
  engine.fetched.clear();
  engine.deliver("train-0.shard");
  CHECK(engine.fetched.empty());

  // What is under way is asked for once more, since its connection may be silent.
  engine.data.request(kEverything);
  CHECK_FALSE(engine.data.failure().has_value());
  CHECK(engine.fetched ==
        Files{"test-0.shard", "train-100.shard", "train-50.shard", "train-150.shard"});
}

TEST_CASE("whoever waited for the first test images does so no longer after a failure") {
  EngineFixture engine;
  engine.data.request(kFirstTestImages);
  CHECK(engine.data.fetch_failed("manifest.json", kGone).has_value());
  engine.deliver("manifest.json");
  CHECK(engine.fetched == Files{"manifest.json"});
}

TEST_CASE("what a second connection brings of a file that is there is left aside") {
  EngineFixture engine;
  engine.data.request(kEverything);
  engine.deliver_all();
  const Examples before = engine.data.examples(Split::kTrain);
  const std::size_t reports = engine.reports.size();
  for (const std::string file : {"manifest.json", "train-0.shard"}) {
    CHECK_FALSE(engine.deliver(file).has_value());
    CHECK_FALSE(engine.data.fetch_failed(file, kGone).has_value());
    engine.data.fetch_progress(file, 1);
    engine.data.fetch_stalled(file);
  }
  CHECK_FALSE(engine.data.failure().has_value());
  CHECK(engine.reports.size() == reports);
  CHECK(engine.data.examples(Split::kTrain).pixels.data() == before.pixels.data());
  CHECK(engine.data.has(kEverything));
}

TEST_CASE("a file that is not in the manifest is left aside") {
  EngineFixture engine;
  engine.data.request(kEverything);
  CHECK_FALSE(engine.deliver("train-0.shard").has_value());  // There is no manifest yet.
  engine.deliver("manifest.json");
  CHECK_FALSE(engine.data.fetched("other.shard", {}).has_value());
  CHECK(engine.data.examples(Split::kTrain).count() == 0);
}

TEST_CASE("a damaged file is a failure, and can be had later") {
  EngineFixture engine;
  engine.data.request(kEverything);
  const std::vector<std::uint8_t> junk = {'{', '}'};
  auto failure = engine.data.fetched("manifest.json", junk);
  REQUIRE(failure.has_value());
  CHECK(failure->code == ErrorCode::kDamaged);
  engine.data.request(kEverything);
  engine.deliver("manifest.json");
  failure = engine.data.fetched("test-0.shard", junk);
  REQUIRE(failure.has_value());
  CHECK(failure->file == "test-0.shard");
  CHECK_FALSE(engine.data.has({}));
  engine.data.request(kEverything);
  CHECK_FALSE(engine.deliver("test-0.shard").has_value());
  CHECK(engine.data.has({}));
}

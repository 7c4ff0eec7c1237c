#include "engine/jobs/neighbours_job.h"

#include <doctest/doctest.h>

#include "unit/engine/worker.h"

TEST_CASE("the nearest training pictures") {
  Worker worker;
  const auto& shard = worker.toy.shards[0];
  worker.receive(
      NeighboursCommand{.picture = {shard.begin() + 784, shard.begin() + 2 * 784}, .count = 3});
  worker.run_all();
  const auto event = worker.last<NeighboursEvent>();
  REQUIRE(event.indices.size() == 3);
  CHECK(event.indices[0] == 1);
  CHECK(event.distances[0] == doctest::Approx(0));
}

TEST_CASE("a search for something that is no picture is refused, and leaves the one before alone") {
  Worker worker;
  const RequestId search =
      worker.receive(NeighboursCommand{.picture = std::vector<std::uint8_t>(784), .count = 2});
  for (const auto& [pixels, count] : {std::pair(783, 2), std::pair(784, 0)}) {
    const RequestId bad = worker.receive(NeighboursCommand{
        .picture = std::vector<std::uint8_t>(static_cast<std::size_t>(pixels)), .count = count});
    CHECK(std::get<ErrorEvent>(worker.answer(bad)).code == ErrorCode::kInvalidParams);
  }
  worker.run_all();
  CHECK(std::get<NeighboursEvent>(worker.answer(search)).indices.size() == 2);
}

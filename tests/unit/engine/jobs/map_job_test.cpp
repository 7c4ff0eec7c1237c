#include "engine/jobs/map_job.h"

#include <doctest/doctest.h>

#include "unit/engine/worker.h"

TEST_CASE("the map is sent again when the network has changed, until it is not wanted any more") {
  Worker worker;
  worker.receive(MapCommand{true});
  worker.run_all();
  CHECK(worker.all<MapEvent>().size() == 1);
  const auto map = worker.last<MapEvent>();
  CHECK(map.places.size() == 2 * map.labels.size());
  CHECK(map.mean.size() == 512);
  CHECK(map.axes.size() == 2 * 512);
  worker.receive(TrainCommand{.settings = small_settings()});
  worker.run_all();
  const std::size_t during = worker.all<MapEvent>().size();
  CHECK(during > 1);
  CHECK(worker.last<MapEvent>().mean.size() == 16);
  worker.receive(MapCommand{false});
  worker.receive(ResetCommand{small_settings()});
  worker.run_all();
  CHECK(worker.all<MapEvent>().size() == during);
}

TEST_CASE("a map outlasts a failure of the data that it waits for") {
  Worker worker;
  const RequestId map = worker.receive(MapCommand{true});
  worker.wanted.clear();
  worker.session.fetch_failed("manifest.json", {ErrorCode::kUnreachable, "gone"});
  worker.run_all();
  CHECK_FALSE(worker.answered(map));
  worker.receive(LoadDataCommand{});
  worker.run_all();
  CHECK(worker.all<MapEvent>().size() == 1);
  CHECK_FALSE(worker.answered(map));
}

TEST_CASE("a map that is wanted again goes on from the axes of the one before") {
  Worker worker;
  worker.receive(MapCommand{true});
  worker.run_all();
  worker.receive(MapCommand{false});
  worker.receive(MapCommand{true});
  worker.run_all();
  const auto maps = worker.all<MapEvent>();
  REQUIRE(maps.size() == 2);
  for (std::size_t axis : {0, 1}) {
    float product = 0;
    for (std::size_t i = 0; i < 512; ++i) {
      product += maps[0].axes[axis * 512 + i] * maps[1].axes[axis * 512 + i];
    }
    CHECK(product > 0.9f);  // The axis is not turned over.
  }
}

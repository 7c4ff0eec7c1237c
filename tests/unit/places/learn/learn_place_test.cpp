#include "places/learn/learn_place.h"

#include <doctest/doctest.h>

#include "base/bytes.h"
#include "unit/app/test_core.h"

using namespace inkling;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes steps(const std::vector<int>& done) {
  ByteWriter writer;
  writer(done);
  return writer.take();
}

}  // namespace

TEST_CASE("the steps that are done are remembered; what no visitor can have done is refused") {
  TestPlace<LearnPlace> test;
  CHECK(test.place.restore(steps({0, 4, 1, 0, 0, 0, 0, 0, 0, 0})));
  CHECK(test.place.state().steps_done[2] == 1);
  CHECK(test.place.saved() == steps({0, 4, 1, 0, 0, 0, 0, 0, 0, 0}));
  for (const Bytes& bad :
       {steps({0, 5, 0, 0, 0, 0, 0, 0, 0, 0}), steps({0, -1, 0, 0, 0, 0, 0, 0, 0, 0}),
        steps({1, 0, 0}), Bytes{1, 2, 3}}) {
    CHECK_FALSE(test.place.restore(bad));
  }
  CHECK(test.place.state().steps_done[1] == 4);
  CHECK(test.place.restore({}));  // A first visit has no record.
  CHECK(test.place.state().steps_done[1] == 0);
}

TEST_CASE("a record of the time when there were seven lessons keeps its meaning") {
  TestPlace<LearnPlace> test;
  CHECK(test.place.restore(steps({4, 1, 0, 0, 0, 2, 1})));
  CHECK(test.place.saved() == steps({0, 4, 1, 0, 0, 0, 2, 0, 0, 1}));
}

TEST_CASE("of two tabs each lesson has the farther step; what was forgotten stays so") {
  TestPlace<LearnPlace> test;
  const Bytes base = steps({0, 4, 1, 0, 0, 0, 0, 0, 0, 0});
  CHECK(test.place.merged(steps({0, 4, 3, 0, 0, 0, 0, 0, 0, 0}), base,
                          steps({0, 4, 2, 0, 0, 1, 0, 0, 0, 0})) ==
        steps({0, 4, 3, 0, 0, 1, 0, 0, 0, 0}));
  CHECK(test.place.merged({}, base, base) == steps({0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
}

TEST_CASE(
    "a lesson of the address is open before the app starts, and opened with a word after it") {
  TestPlace<LearnPlace> test;
  test.place.parameter("lesson", "3")->apply();
  CHECK(test.place.state().lesson == 3);
  CHECK_FALSE(test.place.parameter("lesson", "10")->apply);
  CHECK_FALSE(test.place.parameter("level", "2"));
}

#include "data/outliers.h"

#include <doctest/doctest.h>

#include <numeric>
#include <set>

#include "base/classes.h"
#include "data/augment.h"

using namespace inkling;

namespace {

Picture a_seven() { return picture_of({{{0, 0}, {6, 0}, {2, 10}}}); }

}  // namespace

TEST_CASE("nonsense is ink in a picture, another one each time, the same with the same numbers") {
  std::set<Picture> pictures;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed, 1), again(seed, 1);
    const Picture picture = make_outlier(a_seven(), random);
    CHECK(std::accumulate(picture.begin(), picture.end(), 0) > 3 * 255);
    CHECK(picture == make_outlier(a_seven(), again));
    pictures.insert(picture);
  }
  // The same digit twice, side by side, always gives the same picture, and so does a dot.
  CHECK(pictures.size() > 250);
}

TEST_CASE("one copy in eight is nonsense, and says so; own drawings never are") {
  int none = 0;
  Picture copy;
  for (std::uint64_t seed = 0; seed < 3200; ++seed) {
    Random random(seed, 1);
    const std::uint8_t label = augment(a_seven(), 7, random, copy);
    CHECK((label == 7 || label == kNoClass));
    none += label == kNoClass ? 1 : 0;
    CHECK(augment_own(a_seven(), 7, random, copy) == 7);
  }
  CHECK(none > 320);
  CHECK(none < 450);
}

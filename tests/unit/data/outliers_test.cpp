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

TEST_CASE("one copy in sixteen is nonsense, for hands one in eight; own drawings never are") {
  for (const auto& [change, least] :
       {std::pair{&augment, 150}, std::pair{&augment_for_hands, 320}}) {
    int none = 0;
    Picture copy;
    for (std::uint64_t seed = 0; seed < 3200; ++seed) {
      Random random(seed, 1);
      const std::uint8_t label = change(a_seven(), 7, random, copy);
      CHECK((label == 7 || label == kNoClass));
      none += label == kNoClass ? 1 : 0;
      CHECK(augment_own(a_seven(), 7, random, copy) == 7);
    }
    CHECK(none > least);
    CHECK(none < least + 120);
  }
}

TEST_CASE("only for hands the copy may be a form that the picture does not have") {
  // A copy of an empty picture is empty, but for nonsense.
  const Picture paper{};
  int drawn = 0;
  for (std::uint64_t seed = 0; seed < 800; ++seed) {
    Picture copy;
    Random random(seed, 1), other(seed, 1);
    if (augment(paper, 5, other, copy) == 5) CHECK(copy == paper);
    if (augment_for_hands(paper, 5, random, copy) == 5) drawn += copy != paper ? 1 : 0;
  }
  CHECK(drawn > 60);
  CHECK(drawn < 140);
}

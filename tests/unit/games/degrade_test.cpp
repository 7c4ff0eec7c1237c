#include "games/degrade.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <numeric>

using namespace inkling;

namespace {

Picture seven() { return picture_of({{{0, 0}, {6, 0}, {2, 10}}}); }

// Returns how far two pictures are apart, on average over the pixels.
double distance(const Picture& a, const Picture& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::abs(a[i] - b[i]);
  return sum / static_cast<double>(a.size());
}

}  // namespace

TEST_CASE("each kind changes the picture, more with each level, the same with the same numbers") {
  for (int kind = 0; kind < kDegradations; ++kind) {
    CAPTURE(kind);
    const auto degraded = [&](int strength) {
      double sum = 0;
      for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Random random(seed, 1), again(seed, 1);
        const auto which = static_cast<Degradation>(kind);
        const Picture picture = degrade(seven(), which, strength, random);
        CHECK(picture == degrade(seven(), which, strength, again));
        sum += distance(picture, seven());
      }
      return sum;
    };
    CHECK(degraded(1) > 0);
    CHECK(degraded(8) > degraded(1));
  }
}

TEST_CASE("blur keeps the ink, faint keeps the order of grey") {
  Random random(1, 1);
  const Picture blurred = degrade(seven(), Degradation::kBlur, 3, random);
  const Picture original = seven();
  CHECK(std::accumulate(blurred.begin(), blurred.end(), 0.0) ==
        doctest::Approx(std::accumulate(original.begin(), original.end(), 0.0)).epsilon(0.03));
  const Picture faint = degrade(original, Degradation::kFaint, 4, random);
  double on = 0, off = 0;
  int on_count = 0, off_count = 0;
  for (std::size_t i = 0; i < faint.size(); ++i) {
    (original[i] > 128 ? on : off) += faint[i];
    ++(original[i] > 128 ? on_count : off_count);
  }
  CHECK(on / on_count > off / off_count + 10);
}

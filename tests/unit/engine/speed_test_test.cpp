// Tests the measurement itself, with a clock that the test owns.
#include "engine/speed_test.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "math/kernels/kernels_scalar.h"
#include "math/kernels/kernels_simd128.h"
#include "unit/toy_digits.h"

using namespace inkling;

TEST_CASE("each set of kernels is measured in full, one figure after the other") {
  const ToyDigits toy(300, 1);
  const std::array<const KernelSet*, 2> sets = {&kScalarKernels, &kSimd128Kernels};
  const KernelSet& before = kernels();
  ThreadPool pool(2);
  double clock_ms = 0;
  for (const bool detailed : {false, true}) {
    // Each look at the clock takes 20 ms, so few rounds are done.
    SpeedTest test(sets, toy.examples(), detailed, &pool, [&] { return clock_ms += 20; });
    std::size_t calls = 1;
    for (std::size_t seen = 0; test.advance(); ++calls) {
      CHECK(test.figures().size() > seen);
      seen = test.figures().size();
    }
    std::set<std::string> names;
    for (const SpeedFigure& figure : test.figures()) {
      // A phase may be one that these pictures do not need.
      CHECK((figure.value > 0 || figure.kind == SpeedFigure::Kind::kPhase));
      names.insert(figure.kernel + kSpeedKindNames[static_cast<int>(figure.kind)] + figure.detail);
    }
    CHECK(names.size() == test.figures().size());
    // No product is faster than what is called the peak.
    std::map<std::string, double> peaks;
    for (const SpeedFigure& figure : test.figures()) {
      if (figure.kind == SpeedFigure::Kind::kPeak) peaks[figure.kernel] = figure.value;
    }
    for (const SpeedFigure& figure : test.figures()) {
      if (figure.kind != SpeedFigure::Kind::kProduct) continue;
      CHECK(figure.value <= peaks.at(figure.kernel));
    }
    CHECK(names.size() == sets.size() * (detailed ? 14 : 3) + 1);
    CHECK(calls == sets.size() * (detailed ? 8 : 3) + 1);
    CHECK(&kernels() == &before);
  }
}

TEST_CASE("a clock that often stands still makes nothing infinitely fast") {
  const ToyDigits toy(300, 1);
  const std::array<const KernelSet*, 1> sets = {&kScalarKernels};
  double time_ms = 0;
  SpeedTest test(sets, toy.examples(), false, nullptr, [&] {
    time_ms += 3;
    return 10 * std::floor(time_ms / 10);
  });
  while (test.advance()) {
  }
  REQUIRE(test.figures().size() == 3);
  for (const SpeedFigure& figure : test.figures()) {
    CHECK(std::isfinite(figure.value));
    CHECK(figure.value > 0);
  }
}

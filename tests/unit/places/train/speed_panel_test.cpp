#include <doctest/doctest.h>

#include "unit/app/page.h"

using namespace inkling;

TEST_CASE("a measured speed stands beside the machine that is nearest to it") {
  Page page;
  page.settle();
  page.tap("place-train");
  page.press("speed");
  CHECK(page.find("speed-nearest") == nullptr);
  const auto measure = [&](double images) {
    page.press("speed-measure");
    page.answer(
        SpeedEvent{.figures = {{"scalar", SpeedFigure::Kind::kTraining, "1", images / 10},
                               {"relaxed", SpeedFigure::Kind::kTraining, "1", images},
                               {"relaxed", SpeedFigure::Kind::kTraining, "2", 1.6 * images}},
                   .done = true});
    page.settle();
    REQUIRE(page.find("speed-nearest") != nullptr);
    return page.find("speed-nearest")->label;
  };
  CHECK(measure(300'000).ends_with("AMD EPYC, AVX-512"));
  CHECK(measure(30'000).ends_with("Intel Xeon, AVX-512"));
  REQUIRE(page.find("speed-nearest-1") != nullptr);
  CHECK(page.find("speed-nearest-1")->label == "PyTorch, as a native program: 40,500");
}

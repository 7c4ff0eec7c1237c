#include "places/shared/training_plot.h"

#include <algorithm>
#include <vector>

#include "ui/figures.h"

namespace inkling {

void draw_plot(Ui& ui, Rect rect, const Plot& plot, const Training& training) {
  const auto curve_of = [&](const std::vector<CurvePoint>& points, ImU32 colour, Text name,
                            Curve::Look look) {
    Curve curve{.points = {}, .colour = colour, .name = ui.say(name), .look = look};
    for (const CurvePoint& point : points)
      curve.points.push_back({point.epochs, point.*plot.value});
    return curve;
  };
  const Curve curves[] = {
      curve_of(training.train_curve, ui.colours().indigo, Text::kTrainingData, Curve::Look::kPlain),
      // Only the full evaluations, at whole epochs, get a dot.
      curve_of(training.test_curve, ui.colours().vermilion, Text::kTestData,
               Curve::Look::kDotsAtWholes)};
  draw_curves(
      ui, rect,
      {.id = plot.as_percent ? "plot-accuracy" : "plot-loss",
       .title = ui.say(plot.title),
       .axis = ui.say(Text::kEpochAxis),
       .as_percent = plot.as_percent,
       .end = training.epochs_before + static_cast<float>(std::max(1, training.settings.epochs))},
      curves);
}

}  // namespace inkling

// Draws the curves of a run of training.
#pragma once

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// A plot shows one quantity over epochs.
struct Plot {
  Text title;
  // Values of 0 to 1 are shown as 0 to 100 %; others go from 0 to the largest one.
  bool as_percent;
  float CurvePoint::*value;
};
inline constexpr Plot kAccuracyPlot = {Text::kAccuracyCurve, true, &CurvePoint::accuracy};
inline constexpr Plot kLossPlot = {Text::kLossCurve, false, &CurvePoint::loss};

// Draws training and test data in one picture, over all epochs of the run.
void draw_plot(Ui& ui, Rect rect, const Plot& plot, const Training& training);

}  // namespace inkling

// The curves of a run of training.
#pragma once

#include "app/core/state.h"
#include "ui/ui.h"

namespace inkling {

// One quantity over epochs.
struct Plot {
  Text title;
  bool as_percent;  // 0 to 1, shown as 0 to 100 %; otherwise from 0 to the largest value
  float CurvePoint::*value;
};
inline constexpr Plot kAccuracyPlot = {Text::kAccuracyCurve, true, &CurvePoint::accuracy};
inline constexpr Plot kLossPlot = {Text::kLossCurve, false, &CurvePoint::loss};

// Training and test data in one picture, over `epochs` in all.
void draw_plot(Ui& ui, Rect rect, const Plot& plot, const Training& training);

}  // namespace inkling

// Pictures of data: what the network sees, its ten bars, its curves.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "ui/ui.h"

namespace inkling {

// 28x28 pixels, ink on paper, in the largest square inside `rect`.
void draw_picture(Ui& ui, Rect rect, const Picture& picture);

// The same, bare: no card, no frame, nothing said of it.
void draw_pixels(Ui& ui, Rect square, const Picture& picture, ImU32 colour);

// Signed numbers as colours: orange above zero, blue below, stronger towards `largest`.
ImU32 signed_colour(const Palette& colours, double value, double largest);

// A signed number for each pixel of a picture, [28, 28], as colours. Squares of `step` by `step`
// pixels have their mean.
void draw_signed_map(Ui& ui, Rect square, std::span<const double> values, int step = 1);

// Where bars stand: a cell for each, in one row or several.
struct BarCells {
  Rect place;
  int count = kDigits;
  int rows = 1;
  Rect of(int index) const;
};

// A column for each class with its name beneath; the tallest one stands out.
void draw_bars(Ui& ui, const BarCells& cells, const State& state);

// One quantity over epochs.
struct Plot {
  Text title;
  bool as_percent;  // 0 to 1, shown as 0 to 100 %; otherwise from 0 to the largest value
  float CurvePoint::*value;
};
inline constexpr Plot kAccuracyPlot = {Text::kAccuracyCurve, true, &CurvePoint::accuracy};
inline constexpr Plot kLossPlot = {Text::kLossCurve, false, &CurvePoint::loss};

// A line through points, told apart from others by more than its colour.
struct Curve {
  std::vector<ImVec2> points;
  ImU32 colour = 0;
  std::string name;
  enum class Look { kPlain, kDotsAtWholes, kThin };
  Look look = Look::kPlain;
};
struct CurvePlot {
  const char* id;
  std::string title;
  std::string axis;  // what goes to the right
  bool as_percent = true;
  float end = 1;  // of the axis to the right
};
void draw_curves(Ui& ui, Rect rect, const CurvePlot& plot, std::span<const Curve> curves);

// Training and test data in one picture, over `epochs` in all.
void draw_plot(Ui& ui, Rect rect, const Plot& plot, const Training& training);

// A small drop of ink: our mark.
void draw_mark(Ui& ui, Rect rect, ImU32 colour);

}  // namespace inkling

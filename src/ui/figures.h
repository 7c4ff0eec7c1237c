// Draws pictures of data: pixels, signed numbers, curves.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "data/ink.h"
#include "ui/ui.h"

namespace inkling {

// Draws 28x28 pixels, ink on paper, in the largest square inside `rect`.
void draw_picture(Ui& ui, Rect rect, const Picture& picture);

// Draws the same, bare: there is no card and no frame, and nothing is said of it.
void draw_pixels(Ui& ui, Rect square, const Picture& picture, ImU32 colour);

// Returns the colour of a signed number: orange above zero, blue below, stronger towards `largest`.
ImU32 signed_colour(const Palette& colours, double value, double largest);

// Draws a signed number for each pixel of a picture, [28, 28], as colours. Squares of `step` by
// `step` pixels have their mean.
void draw_signed_map(Ui& ui, Rect square, std::span<const double> values, int step = 1);

// A curve is a line through points; more than its colour tells it apart from others.
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
  std::string axis;  // It names what goes to the right.
  bool as_percent = true;
  float end = 1;  // The axis to the right ends here.
};
void draw_curves(Ui& ui, Rect rect, const CurvePlot& plot, std::span<const Curve> curves);

// Draws a tick or a cross, the marks of what is right and wrong, as large as `square`.
void draw_tick(Ui& ui, Rect square, ImU32 colour);
void draw_cross(Ui& ui, Rect square, ImU32 colour);

// Draws a small drop of ink, which is our mark.
void draw_mark(Ui& ui, Rect rect, ImU32 colour);

}  // namespace inkling

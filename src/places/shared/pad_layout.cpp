#include "places/shared/pad_layout.h"

#include <algorithm>

#include "ui/theme.h"

namespace inkling {
namespace {

// The narrowest and the lowest panel that is still of use; it scrolls. Beside a picture stand
// answers to choose from.
constexpr float kLeastPanelWidth = 100;
constexpr float kLeastAnswersWidth = 236;
constexpr float kLeastPanelHeight = 120;
// Beside a small pad the panel may be narrower than the pad, up to this side.
constexpr float kSmallPad = 300;
// Below this height a place has no room for tools below the square.
constexpr float kLowPlace = 230;
// Below this side a pad that stands above its panel gives up none of it.
constexpr float kFairPad = 250;

float gap_beside(Rect area) { return area.w < 700 ? 2 * kStep : 5 * kStep; }

float side_beside(Rect area, float tools, float panel_width) {
  const float without_panel = area.w - panel_width - gap_beside(area);
  const float width = std::max(area.w / 2, std::min(without_panel, kSmallPad));
  return std::min({width, without_panel, area.h - tools});
}

float side_above(Rect area, float tools, float panel_height) {
  const float room = area.h - tools - 2 * kStep;
  const float fair = std::max(room - panel_height, std::min(room - kLeastPanelHeight, kFairPad));
  return std::min(area.w, fair);
}

// `tools` is the height of what belongs to the square, with the gap to it.
PadLayout lay_out(Rect area, float tools, float panel_width, float panel_height) {
  // In a low place the tools go to the top of the panel.
  const float below = area.h < kLowPlace ? 0 : tools;
  const float beside = side_beside(area, below, panel_width);
  const float above = side_above(area, tools, panel_height);
  // A high window keeps to one column unless that makes the square much smaller.
  const bool upright = area.h > area.w && above >= 0.9f * beside;
  PadLayout layout;
  layout.beside = !upright && beside > above;
  const float side = std::max(1.0f, layout.beside ? beside : above);
  layout.panel = area;
  if (!layout.beside) {
    layout.pad = layout.panel.cut_top(side, kStep).square();
    if (tools > 0) layout.tools = layout.panel.cut_top(kTouch, kStep);
    return layout;
  }
  Rect left = layout.panel.cut_left(side, gap_beside(area));
  layout.pad = left.cut_top(side, kStep);
  if (tools > 0)
    layout.tools = below > 0 ? left.cut_top(kTouch) : layout.panel.cut_top(kTouch, kStep);
  return layout;
}

}  // namespace

PadLayout lay_out_pad(Rect area, float panel_height) {
  return lay_out(area, kTouch + kStep, kLeastPanelWidth, panel_height);
}

PadLayout lay_out_picture(Rect area, float panel_height) {
  return lay_out(area, 0, kLeastAnswersWidth, panel_height);
}

}  // namespace inkling

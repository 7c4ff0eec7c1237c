#include "places/learn/gears.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "places/learn/lesson_parts.h"

namespace inkling {
namespace {

// Draws a gear whose teeth are as long on every gear, or they would not fit into each other.
void draw_gear(Ui& ui, ImVec2 centre, float radius, float tooth, int teeth, ImU32 colour) {
  ImDrawList& list = ui.draw();
  for (int i = 0; i < teeth; ++i) {
    const auto angle =
        static_cast<float>(2 * std::numbers::pi * (i + 0.5) / static_cast<double>(teeth));
    const ImVec2 way = {std::cos(angle), std::sin(angle)};
    list.AddLine({centre.x + (radius - 2) * way.x, centre.y + (radius - 2) * way.y},
                 {centre.x + (radius + tooth) * way.x, centre.y + (radius + tooth) * way.y}, colour,
                 tooth);
  }
  list.AddCircleFilled(centre, radius, colour);
  list.AddCircleFilled(centre, std::max(3.0f, radius * 0.18f), ui.colours().card);
}

}  // namespace

int turns_of_last(const Learn& learn) {
  return std::accumulate(learn.gears.begin(), learn.gears.end(), 1, std::multiplies<>());
}

float draw_gears(Ui& ui, const Learn& learn, Rect area) {
  const Palette& colours = ui.colours();
  const float top = area.y;
  ui.cut_text(area, ui.say(Text::kGearsTitle), Type::kBodyBold, colours.ink, 4);
  // A gear that turns n times as often has an n-th of the teeth.
  constexpr int kTeeth = 36;
  const float tooth = 7;
  // Three gears of one size are the widest.
  const float first = std::clamp((area.w - 4 * tooth) / (2 * (kGears + 1)), 30.0f, 110.0f);
  Rect picture = area.cut_top(2 * (first + tooth) + kStep, kStep);
  ImVec2 centre = {picture.x + first + tooth, picture.centre_y()};
  float radius = first;
  int turns = 1;
  const ImU32 colour[kGears + 1] = {colours.indigo, colours.jade, colours.vermilion};
  for (int i = 0; i <= kGears; ++i) {
    if (i > 0) {
      const int ratio = learn.gears[static_cast<std::size_t>(i - 1)];
      turns *= ratio;
      const float next = radius / static_cast<float>(ratio);
      centre.x += radius + next + tooth;
      radius = next;
    }
    draw_gear(ui, centre, radius, tooth, kTeeth / turns, colour[i]);
  }
  constexpr float kChoices = kMostTurns * (kTouch + 4), kLeastName = 160;
  const bool beside = area.w >= kLeastName + kChoices;
  for (int gear = 0; gear < kGears; ++gear) {
    const std::string words = ui.say(gear == 0 ? Text::kGearSecond : Text::kGearThird);
    if (!beside) ui.cut_text(area, words, Type::kBody, colours.ink, 4);
    Rect row = area.cut_top(kTouch, 4);
    if (beside) {
      const Rect name = row.cut_left(std::min(row.w - kChoices, 240.0f), kStep);
      ui.paragraph({name.x, name.centre_y() - ui.paragraph_height(name.w, words, Type::kBody) / 2,
                    name.w, name.h},
                   words, Type::kBody, colours.ink);
    }
    for (int turn = 1; turn <= kMostTurns; ++turn) {
      if (ui.choice("gear-" + std::to_string(gear) + "-" + std::to_string(turn), Role::kToggle,
                    row.cut_left(kTouch, 4), ui.say(Text::kTimes, {std::to_string(turn)}),
                    learn.gears[static_cast<std::size_t>(gear)] == turn)) {
        ui.act(ChooseGear{gear, turn});
      }
    }
  }
  area.cut_top(draw_formula(ui, "gears", area,
                            ui.say(Text::kGearsTurn,
                                   {std::to_string(learn.gears[0]), std::to_string(learn.gears[1]),
                                    std::to_string(turns_of_last(learn))}),
                            Type::kTitle),
               kStep);
  return area.y - top;
}

}  // namespace inkling

// Draws the loss over one weight alone, with a ball that rolls down it.
#include <algorithm>
#include <cmath>

#include "places/learn/descent_lesson.h"
#include "places/learn/lesson_parts.h"
#include "places/learn/symbols.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

// Draws the choice of a rate at the area's top, and cuts it off.
void draw_valley_rates(Ui& ui, const Downhill& downhill, Rect& area, SymbolMarks& marks) {
  ui.cut_text(area, ui.say(Text::kRateLabel), Type::kBody, ui.colours().quiet);
  Rect row = area.cut_top(kTouch, kStep);
  row.w = std::min(row.w, 420.0f);
  const Text names[] = {Text::kRateSmall, Text::kRateGood, Text::kRateLarge};
  for (int i = 0; i < 3; ++i) {
    if (ui.choice("valley-rate-" + std::to_string(i), Role::kToggle, row.column(i, 3, 4),
                  ui.say(names[i]), downhill.valley_rate == i)) {
      ui.act(ChooseValleyRate{i});
    }
  }
  marks.mark("eta", row);
}

}  // namespace

float draw_valley(Ui& ui, const Learn& learn, Rect area, float visible,
                  const LessonNumbers& numbers) {
  const Palette& colours = ui.colours();
  const Downhill& downhill = learn.downhill;
  const float top = area.y;
  if (!downhill.valley || downhill.ball.empty()) return 0;
  SymbolMarks marks(ui, learn);
  const WeightValley& valley = *downhill.valley;
  ui.cut_text(area, ui.say(Text::kValleyTitle), Type::kBodyBold, colours.ink, 4);
  // What stands below the curve needs this much.
  constexpr float kBelow = 210;
  Rect plot = area.cut_top(std::clamp(visible - kBelow, 160.0f, 420.0f), kStep);
  ui.sheet(plot);
  plot = plot.inset(14);
  const Rect axis = plot.cut_bottom(line_height(Type::kSmall), 2);
  // The lowest place stands in the middle, and the place where the ball begins at a side.
  const double reach = 1.35 * std::max(std::abs(valley.start() - valley.lowest()), 1e-6);
  const double least = valley.loss(valley.lowest());
  const double most =
      std::max(valley.loss(valley.lowest() - reach), valley.loss(valley.lowest() + reach));
  const auto on_plot = [&](double weight) {
    const double x = std::clamp((weight - valley.lowest()) / reach, -1.2, 1.2);
    const double y = std::clamp((valley.loss(weight) - least) / (most - least), 0.0, 1.2);
    return ImVec2{plot.centre_x() + static_cast<float>(x) * plot.w / 2,
                  plot.bottom() - 12 - static_cast<float>(y) * (plot.h - 24)};
  };
  ImDrawList& list = ui.draw();
  list.PushClipRect({plot.x - 8, plot.y - 8}, {plot.right() + 8, plot.bottom() + 8}, true);
  constexpr int kPieces = 80;
  for (int i = 0; i < kPieces; ++i) {
    const auto at = [&](int piece) {
      return on_plot(valley.lowest() + reach * (2.0 * piece / kPieces - 1));
    };
    list.AddLine(at(i), at(i + 1), colours.indigo, 2.5f);
  }
  for (std::size_t i = 0; i + 1 < downhill.ball.size(); ++i) {
    list.AddCircle(on_plot(downhill.ball[i]), 6, faded(colours.vermilion, 0.6f), 0, 1.5f);
  }
  const double here = downhill.ball.back();
  const ImVec2 ball = on_plot(here);
  // The slope is the line that touches the curve at the ball.
  const ImVec2 near = on_plot(here + reach * 1e-3);
  const float rise = near.x > ball.x ? (near.y - ball.y) / (near.x - ball.x) : 0;
  const float half = std::min(60.0f, 60 / std::sqrt(1 + rise * rise));
  list.AddLine({ball.x - half, ball.y - half * rise}, {ball.x + half, ball.y + half * rise},
               colours.jade, 2.5f);
  list.AddCircleFilled({ball.x, ball.y - 9}, 9, colours.vermilion);
  list.PopClipRect();
  ui.label(axis, ui.say(Text::kValleyAxis), Type::kSmall, colours.quiet, Align::kRight);
  ui.label({plot.x, plot.y, plot.w, line_height(Type::kSmall)}, ui.say(Text::kLossCurve),
           Type::kSmall, colours.quiet);
  marks.mark("L", {ball.x - 3, ball.y, 6, std::max(6.0f, plot.bottom() - ball.y)});
  marks.mark("g", {ball.x - half, ball.y - half * std::abs(rise) / 2, 2 * half,
                   std::max(8.0f, half * std::abs(rise))});
  marks.mark("w", {ball.x - 9, ball.y - 18, 18, 18});
  const std::string said =
      ui.say(Text::kBallIs, {number(numbers, "w"), number(numbers, "L"), number(numbers, "g")});
  ui.spoken("valley", Role::kImage, plot, ui.say(Text::kValleyTitle) + " " + said);
  area.cut_top(draw_formula(ui, "valley-ball", area, said), kStep);
  draw_valley_rates(ui, downhill, area, marks);
  area.cut_top(
      ui.button_flow(
          area, {{.id = "ball-roll",
                  .words = ui.say(Text::kRollBall),
                  .action = RollBall{},
                  .look = ButtonLook::kPrimary},
                 {.id = "ball-lift", .words = ui.say(Text::kBackToStart), .action = LiftBall{}}}),
      2 * kStep);
  marks.finish();
  return area.y - top;
}

}  // namespace inkling

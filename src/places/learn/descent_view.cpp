// Draws the landscape of the loss as seen from above.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/core/actions.h"
#include "places/learn/descent_lesson.h"
#include "places/learn/lesson_parts.h"
#include "places/shared/waiting_view.h"
#include "ui/figures.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

constexpr float kAll = kPlaneSide * kPlaneSide;

// The square clips what lies far outside it, so coordinates there are only kept finite.
ImVec2 on_screen(Rect square, PlanePoint point) {
  const auto share = [](double value) {
    const double s = (value - kPlaneLow) / (kPlaneHigh - kPlaneLow);
    return static_cast<float>(std::isfinite(s) ? std::clamp(s, -20.0, 20.0) : 20.0);
  };
  return {square.x + share(point.x) * square.w, square.bottom() - share(point.y) * square.h};
}

// Returns the logarithm of the loss, scaled to 0 to 1, for valley and heights to fit one picture.
float height_share(float loss) {
  return std::clamp((std::log(loss + 0.1f) + 0.2f) / 3.6f, 0.0f, 1.0f);
}

// Draws the line of `level` in a cell. On the way round the cell the height crosses it at two
// points, or at four, or at none.
void draw_contour(ImDrawList& list, const ImVec2 (&corners)[4], const float (&heights)[4],
                  float level, ImU32 colour) {
  ImVec2 crossings[4];
  int count = 0;
  for (int i = 0; i < 4; ++i) {
    const float from = heights[i], to = heights[(i + 1) % 4];
    if ((from < level) == (to < level)) continue;
    const float share = (level - from) / (to - from);
    const ImVec2 a = corners[i], b = corners[(i + 1) % 4];
    crossings[count++] = {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
  }
  for (int i = 0; i + 1 < count; i += 2) list.AddLine(crossings[i], crossings[i + 1], colour, 1);
}

// Low is light and high is dark, with lines of equal height, as far as the heights are measured.
void draw_heights(Ui& ui, Rect square, const Downhill& downhill) {
  constexpr int kLevels = 14;
  ImDrawList& list = ui.draw();
  const ImDrawListFlags flags = list.Flags;
  list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
  const float cell = square.w / (kPlaneSide - 1);
  const ImU32 line = faded(ui.colours().ink, 0.18f);
  for (int y = 0; y + 1 < kPlaneSide; ++y) {
    for (int x = 0; x + 1 < kPlaneSide; ++x) {
      const auto at = static_cast<std::size_t>(y * kPlaneSide + x);
      if (at + kPlaneSide + 1 >= downhill.heights.size()) continue;
      const float left = square.x + static_cast<float>(x) * cell;
      const float bottom = square.bottom() - static_cast<float>(y) * cell;
      // The corners run clockwise from the lower left.
      const ImVec2 corners[4] = {{left, bottom},
                                 {left, bottom - cell},
                                 {left + cell, bottom - cell},
                                 {left + cell, bottom}};
      const float heights[4] = {height_share(downhill.heights[at]),
                                height_share(downhill.heights[at + kPlaneSide]),
                                height_share(downhill.heights[at + kPlaneSide + 1]),
                                height_share(downhill.heights[at + 1])};
      const auto colour = [&](int i) {
        return mixed(ui.colours().card, ui.colours().indigo, 0.05f + 0.85f * heights[i]);
      };
      list.AddRectFilledMultiColor(corners[1], corners[3], colour(1), colour(2), colour(3),
                                   colour(0));
      for (int level = 1; level < kLevels; ++level) {
        draw_contour(list, corners, heights, static_cast<float>(level) / kLevels, line);
      }
    }
  }
  list.Flags = flags;
}

void draw_path(Ui& ui, Rect square, const std::vector<PlanePoint>& path, ImU32 colour,
               float width) {
  for (std::size_t i = 1; i < path.size(); ++i) {
    ui.draw().AddLine(on_screen(square, path[i - 1]), on_screen(square, path[i]), colour, width);
  }
  ui.draw().AddCircleFilled(on_screen(square, path.back()), width + 3, colour, 20);
}

constexpr Text kMethodNames[] = {Text::kMethodSgd, Text::kMethodMomentum, Text::kMethodRmsprop,
                                 Text::kMethodAdam};
ImU32 method_colour(const Palette& colours, std::size_t method) {
  const ImU32 all[] = {colours.ink, IM_COL32(213, 94, 0, 255), IM_COL32(0, 158, 115, 255),
                       IM_COL32(204, 90, 160, 255)};
  return all[method];
}

float draw_methods(Ui& ui, const Downhill& downhill, Rect area) {
  const float top = area.y;
  std::string spoken;
  for (std::size_t i = 0; i < downhill.methods.size(); ++i) {
    const Descent& method = downhill.methods[i];
    const double loss = downhill.landscape->loss(method.path().back());
    Rect line = area.cut_top(line_height(Type::kBody));
    const Rect mark = line.cut_left(16, 6);
    ui.draw().AddCircleFilled({mark.centre_x(), mark.centre_y()}, 6, method_colour(ui.colours(), i),
                              20);
    ui.draw().AddCircle({mark.centre_x(), mark.centre_y()}, 6, ui.colours().card, 20, 1);
    const std::string words =
        ui.say(Text::kMethodLoss, {ui.say(kMethodNames[i]), loss_words(ui.language(), loss)});
    ui.label(line, words, Type::kSmall, ui.colours().ink);
    spoken += words + "; ";
  }
  if (!spoken.empty())
    ui.spoken("methods", Role::kText, {area.x, top, area.w, line_height(Type::kBody)}, spoken);
  return area.y - top;
}

// Draws the choice of a learning rate at the area's top, and cuts it off.
void draw_rates(Ui& ui, const Downhill& downhill, Rect& area) {
  ui.cut_text(area, ui.say(Text::kRateLabel), Type::kBody, ui.colours().quiet);
  Rect rates = area.cut_top(kTouch, kStep);
  for (int i = 0; i < static_cast<int>(std::size(kRates)); ++i) {
    const double value = kRates[i];
    if (ui.choice("rate-" + std::to_string(i), Role::kToggle,
                  rates.column(i, static_cast<int>(std::size(kRates)), 2),
                  fixed(ui.language(), value,
                        value < 0.1 ? 2
                        : value < 1 ? 1
                                    : 0),
                  downhill.rate == i)) {
      ui.act(ChooseRate{i});
    }
  }
}

void draw_losses(Ui& ui, const Downhill& downhill, Rect rect) {
  Curve losses{.points = {},
               .colour = ui.colours().vermilion,
               .name = ui.say(Text::kLossCurve),
               .look = Curve::Look::kDotsAtWholes};
  for (std::size_t step = 0; step < downhill.losses.size(); ++step) {
    const auto loss = static_cast<float>(downhill.losses[step]);
    if (std::isfinite(loss)) losses.points.push_back({static_cast<float>(step), loss});
  }
  draw_curves(ui, rect,
              {.id = "plot-descent",
               .title = ui.say(Text::kLossCurve),
               .axis = ui.say(Text::kStepsAxis),
               .as_percent = false,
               .end = std::max(10.0f, static_cast<float>(downhill.losses.size() - 1))},
              std::array{losses});
}

}  // namespace

float draw_downhill(Ui& ui, const State& state, const Learn& learn, Rect area, float visible,
                    const LessonNumbers& numbers) {
  const Palette& colours = ui.colours();
  const Downhill& downhill = learn.downhill;
  const float top = area.y;
  if (!downhill.landscape) {
    area.cut_top(draw_waiting(ui, state, area));
    return area.y - top;
  }
  // First one weight alone; then the landscape, with the one weight beneath it.
  if (learn.steps_done[kDescentLesson] == 0) {
    return draw_valley(ui, learn, area, visible, numbers);
  }
  const bool beside = area.w > 520;
  constexpr float kControls = 5 * (kTouch + 2);
  // Above its controls the landscape leaves room for the button that makes a step.
  constexpr float kStepHeight = 100;
  const float side = beside
                         ? std::min(area.w - kControls - 2 * kStep, std::max(visible - 8, 220.0f))
                         : std::min(area.w, std::max(visible - kStepHeight, 120.0f));
  Rect square = {area.x, area.y, side, side};
  ui.sheet(square);
  square = square.inset(6);  // The sheet's round corners stay free.
  ui.draw().PushClipRect({square.x, square.y}, {square.right(), square.bottom()}, true);
  draw_heights(ui, square, downhill);
  for (std::size_t i = 0; i < downhill.methods.size(); ++i) {
    draw_path(ui, square, downhill.methods[i].path(), method_colour(ui.colours(), i), 2);
  }
  draw_path(ui, square, downhill.path, colours.vermilion, 3);
  // A thin line shows the next step: the way of steepest descent, as far as the rate goes.
  const PlanePoint here = downhill.path.back();
  const double rate = kRates[downhill.rate];
  ui.draw().AddLine(
      on_screen(square, here),
      on_screen(square, {here.x - rate * downhill.slope.by_x, here.y - rate * downhill.slope.by_y}),
      faded(colours.vermilion, 0.6f), 1.5f);
  if (static_cast<float>(downhill.heights.size()) < kAll) {
    const float share = static_cast<float>(downhill.heights.size()) / kAll;
    ui.label({square.x, square.y + kStep, square.w, line_height(Type::kBody)},
             ui.say(Text::kLandscapeComing, {percent(ui.language(), share)}), Type::kBody,
             colours.ink, Align::kCentre);
  }
  ui.draw().PopClipRect();
  const std::string said =
      ui.say(Text::kDownhillHere, {loss_words(ui.language(), downhill.losses.back()),
                                   std::to_string(downhill.path.size() - 1)});
  ui.spoken("landscape", Role::kImage, square, ui.say(Text::kLandscape) + ". " + said);

  Rect controls = area;
  if (beside) {
    controls.cut_left(side, 2 * kStep);
  } else {
    controls.cut_top(side, kStep);
  }
  const float controls_top = controls.y;
  controls.cut_top(draw_formula(ui, "downhill-loss", controls, said), kStep);
  if (beside) draw_rates(ui, downhill, controls);
  controls.cut_top(
      ui.button_flow(controls, {{.id = "downhill-step",
                                 .words = ui.say(Text::kTakeStep),
                                 .action = StepDownhill{},
                                 .look = ButtonLook::kPrimary},
                                {.id = "downhill-restart",
                                 .words = ui.say(Text::kBackToStart),
                                 .action = RestartDownhill{}},
                                {.id = "downhill-methods",
                                 .words = ui.say(Text::kReleaseMethods),
                                 .action = ReleaseMethods{},
                                 .disabled = static_cast<float>(downhill.heights.size()) < kAll}}),
      kStep);
  if (!beside) draw_rates(ui, downhill, controls);
  controls.cut_top(draw_methods(ui, downhill, controls));
  if (beside) {
    area.cut_top(std::max(side, controls.y - controls_top), 2 * kStep);
    // What room is left below shows how the loss fell from step to step.
    constexpr float kLeastCurve = 90, kMostCurve = 260;
    const float room = visible - (area.y - top) - kStep;
    if (room >= kLeastCurve) {
      draw_losses(ui, downhill, area.cut_top(std::min(room, kMostCurve), kStep));
    }
  } else {
    area.cut_top(controls.y - area.y, 2 * kStep);
  }
  if (state.menu) {
    area.cut_top(
        ui.button_flow(
            area,
            {{.id = "lesson-train", .words = ui.say(Text::kLessonTrain), .action = GoTo{"train"}}}),
        2 * kStep);
  }
  area.cut_top(draw_valley(ui, learn, area, visible, numbers));
  return area.y - top;
}

}  // namespace inkling

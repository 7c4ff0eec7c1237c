#include "places/inside/inside_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "places/inside/inside_panels.h"
#include "places/inside/inside_place.h"
#include "places/shared/pad_view.h"
#include "ui/class_names.h"
#include "ui/digit_choice.h"
#include "ui/figures.h"
#include "ui/layout.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

// ---- Why ----------------------------------------------------------------------------------------

void draw_digit_row(Ui& ui, const Inside& inside, int count, bool against, Rect row) {
  const Insight& insight = *inside.network.insight;
  const int chosen = against ? insight.against : insight.digit;
  const int other = against ? insight.digit : insight.against;
  const Text what = against ? Text::kWhyNot : Text::kWhyIs;
  ui.label(row.cut_left(44, 4), ui.say(what), Type::kBodyBold,
           against ? ui.colours().speaks_against : ui.colours().speaks_for);
  const auto digit = draw_digit_choice(ui, against ? "why-against-" : "why-digit-", row, chosen,
                                       false, what, count);
  if (!digit) return;
  // The digit of the other row changes places with this one.
  const int moved = *digit == other ? chosen : other;
  ui.act(against ? CompareDigits{moved, *digit} : CompareDigits{*digit, moved});
}

float draw_why(Ui& ui, const State& state, const Inside& inside, Rect area, float visible) {
  const Palette& colours = ui.colours();
  const float top = area.y;
  const Insight& insight = *inside.network.insight;
  const Attribution& why = *inside.network.why;
  const std::string digit = class_name(ui.language(), insight.digit);
  const std::string against = class_name(ui.language(), insight.against);
  Rect head = area.cut_top(kTouch, kStep);
  const std::string eraser = ui.say(inside.erasing ? Text::kEraserOff : Text::kEraserOn);
  if (ui.button("eraser", head.cut_right(ui.width_of(eraser, Type::kBody) + 4 * kStep, kStep),
                eraser, ButtonLook::kOutline)) {
    ui.act(ToggleEraser{});
  }
  ui.label(head, ui.say(Text::kWhyTitle, {digit, against}), Type::kTitle, colours.ink);
  const float rows = digit_choice_height(area.w - 48, state.data_classes());
  draw_digit_row(ui, inside, state.data_classes(), false, area.cut_top(rows, 4));
  draw_digit_row(ui, inside, state.data_classes(), true, area.cut_top(rows, kStep));

  const std::vector<double> terms = rounded_sum(std::array{why.difference - why.bias, why.bias});
  const std::string sum =
      ui.say(Text::kWhySum,
             {digit, against, signed_number(ui.language(), terms[0]),
              signed_number(ui.language(), terms[1]), signed_number(ui.language(), terms[2])});
  // The map is as large as there is room for, and its words stand beside it or below.
  const std::string more = ui.say(Text::kWhyMore, {digit, against});
  const auto words_height = [&](float width) {
    return ui.paragraph_height(width, sum, Type::kBodyBold) + kStep +
           ui.paragraph_height(width, more, Type::kBody);
  };
  const float room = std::max(visible - (area.y - top) - kStep, 200.0f);
  constexpr float kWordsBeside = 210;
  const float beside_side = std::min(room, area.w - kWordsBeside - 3 * kStep);
  const float below_side =
      std::min(area.w, std::max(room - words_height(area.w) - 2 * kStep, 200.0f));
  const bool beside = beside_side > below_side;
  const float side = beside ? beside_side : below_side;
  const Rect square = {area.x, area.y, side, side};
  ui.sheet(square);
  draw_signed_map(ui, square.inset(kStep), why.contributions);
  ui.spoken("why-sum", Role::kText, square, sum);
  Rect words = area;
  if (beside) {
    words.cut_left(side, 3 * kStep);
  } else {
    words.cut_top(side, kStep);
  }
  ui.cut_text(words, sum, Type::kBodyBold, colours.ink, kStep);
  ui.cut_text(words, more, Type::kBody, colours.quiet);
  return std::max(square.bottom() + kStep, words.y) - top;
}

// Draws the choice of views at the area's top, in as many lines as it needs, and cuts it off.
void draw_view_choice(Ui& ui, const Inside& inside, Rect& area) {
  constexpr Text kNames[] = {Text::kInsideNetwork, Text::kInsideWhy, Text::kInsideData,
                             Text::kInsideMap, Text::kInsideExperiments};
  Rect tabs = area.cut_top(kTouch, 4);
  for (int i = 0; i < static_cast<int>(std::size(kNames)); ++i) {
    const std::string words = ui.say(kNames[i]);
    const float width = std::max(kTouch, ui.width_of(words, Type::kBodyBold) + 2 * kStep);
    if (width > tabs.w) tabs = area.cut_top(kTouch, 4);
    if (ui.choice(std::string("inside-") + kInsideViewNames[i], Role::kTab, tabs.cut_left(width, 4),
                  words, static_cast<int>(inside.view) == i)) {
      ui.act(ShowInside{static_cast<Inside::View>(i)});
    }
  }
}

float draw_inside_panel(Ui& ui, const State& state, const Inside& inside, Rect area,
                        float visible) {
  const float top = area.y;
  const float left = visible - (area.y - top);
  if (inside.view == Inside::View::kData) {
    area.cut_top(draw_data_panel(ui, state, inside, area, left));
    return area.y - top;
  }
  if (inside.view == Inside::View::kMap) {
    area.cut_top(draw_map_panel(ui, state, inside, area, left));
    return area.y - top;
  }
  if (inside.view == Inside::View::kExperiments) {
    area.cut_top(draw_experiment_panel(ui, state, inside.experiment, area, left, kAllExperiments));
    return area.y - top;
  }
  if (!inside.network.insight) {
    ui.cut_text(area, ui.say(Text::kInsideEmpty), Type::kBody, ui.colours().quiet);
    return area.y - top;
  }
  if (inside.view == Inside::View::kWhy) {
    area.cut_top(draw_why(ui, state, inside, area, left));
    return area.y - top;
  }
  area.cut_top(draw_network_panel(ui, state, inside.network, area, left));
  return area.y - top;
}

}  // namespace

Rect draw_inside_view(Ui& ui, const State& state, const Inside& inside, Rect area, bool wide) {
  Rect pad{};
  if (wide) {
    const bool low = area.h < kLow;
    const float side = std::clamp(area.h - (low ? 60.0f : 120.0f), 110.0f, area.w * 0.34f);
    Rect left = area.cut_left(side, (low ? 3 : 5) * kStep);
    pad = left.cut_top(side, kStep);
    draw_pad(ui, state, pad);
    if (left.h >= 2 * kTouch + kStep) draw_pad_tools(ui, state, left.cut_top(kTouch, kStep));
    draw_guess_and_bars(ui, state, left);
  } else {
    Rect top = area.cut_top(std::clamp(area.h * 0.24f, 2 * kTouch + kStep, 180.0f), kStep);
    pad = top.cut_left(top.h, 2 * kStep);
    draw_pad(ui, state, pad);
    if (guess_line_height(ui, state, top.w) <= kTouch || top.h > 2 * kTouch + 40) {
      draw_guess_line(
          ui, state,
          top.cut_top(std::min(top.h - kTouch - kStep, guess_line_height(ui, state, top.w)), kStep),
          Type::kBodyBold);
    }
    draw_pad_tools(ui, state, top);
  }
  // The way to the other views stays while one of them scrolls, unless it takes too much room.
  constexpr float kRoomForTabs = 420;
  const bool pinned = area.h >= kRoomForTabs;
  if (pinned) draw_view_choice(ui, inside, area);
  const std::string id =
      std::string("inside-panel-") + kInsideViewNames[static_cast<int>(inside.view)];
  const Rect panel = ui.begin_scroll(id.c_str(), area);
  Rect content = {panel.x, panel.y, panel.w - kStep, panel.h};
  if (!pinned) draw_view_choice(ui, inside, content);
  const float height =
      draw_inside_panel(ui, state, inside, content, area.h - (content.y - panel.y));
  ui.end_scroll(content.y - panel.y + height);
  return pad;
}

}  // namespace inkling

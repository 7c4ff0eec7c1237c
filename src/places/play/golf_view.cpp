#include "places/play/golf_view.h"

#include <algorithm>
#include <string>

#include "places/play/game_table.h"
#include "places/play/play_place.h"
#include "places/play/play_words.h"
#include "places/shared/pad_view.h"
#include "ui/class_names.h"
#include "ui/figures.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

// Draws a hole's result, and where on the strokes themselves the network found the digit.
void draw_hole_result(Ui& ui, const Play& play, Rect area) {
  const Palette& colours = ui.colours();
  const std::string result = game_result_words(ui.language(), play);
  ui.spoken("game-result", Role::kText, area, result);
  area.cut_top(ui.paragraph(area, result, Type::kBodyBold, colours.ink), kStep);
  if (!play.shares) return;
  const std::string why =
      ui.say(Text::kWhereItLies, {std::to_string(play.golf->results().back().digit),
                                  class_name(ui.language(), play.explained_against)});
  const float words = ui.paragraph_height(area.w, why, Type::kSmall);
  const float side = std::min({area.w, area.h - words - kStep, 260.0f});
  if (side < 60) return;
  Rect row = area.cut_top(side, kStep);
  const Rect square = row.cut_left(side);
  ui.tile(square, 6);
  draw_signed_map(ui, square, play.shares->contributions);
  ui.paragraph(area, why, Type::kSmall, colours.quiet);
}

int par_in_all(const Golf& golf) {
  int par = 0;
  for (const Golf::Result& result : golf.results()) par += Golf::par_of(result.digit);
  return par;
}

// A small place has no room for each hole's ink.
float course_height(float width) {
  constexpr float kRoomy = 600;
  return width < kRoomy ? 36 : 44 + line_height(Type::kSmall);
}

// Draws the holes as a path from left to right, with the ink of those behind and a flag at this
// one.
void draw_course(Ui& ui, const Golf& golf, Rect area) {
  constexpr float kReadableRadius = 9;
  const Palette& colours = ui.colours();
  ImDrawList& list = ui.draw();
  const bool with_ink = area.h > 40 + line_height(Type::kSmall) - 1;
  Rect holes = area;
  Rect inks = with_ink ? holes.cut_bottom(line_height(Type::kSmall)) : Rect{};
  const float radius = std::min(holes.h / 2 - 5, holes.w / static_cast<float>(golf.holes()) / 3);
  const float y = holes.bottom() - radius - 2;
  const Rect first = holes.column(0, golf.holes(), 0);
  const Rect last = holes.column(golf.holes() - 1, golf.holes(), 0);
  list.AddLine({first.centre_x(), y}, {last.centre_x(), y}, colours.hairline, 3);
  const auto played = static_cast<int>(golf.results().size());
  std::string spoken =
      ui.say(Text::kHole, {std::to_string(golf.hole()), std::to_string(golf.holes())});
  for (int hole = 0; hole < golf.holes(); ++hole) {
    const Rect place = holes.column(hole, golf.holes(), 0);
    const ImVec2 centre = {place.centre_x(), y};
    const Rect disc = {centre.x - radius, centre.y - radius, 2 * radius, 2 * radius};
    if (hole >= played) {
      const bool here = hole == played;
      list.AddCircleFilled(centre, radius, colours.paper, 24);
      list.AddCircle(centre, radius, here ? colours.indigo : colours.hairline, 24, here ? 3.0f : 2);
      if (radius >= kReadableRadius) {
        ui.label(disc, std::to_string(hole + 1), Type::kSmall, here ? colours.ink : colours.quiet,
                 Align::kCentre);
      }
      if (here) {
        const ImVec2 foot = {centre.x + radius * 0.7f, centre.y - radius * 0.7f};
        list.AddLine(foot, {foot.x, foot.y - 14}, colours.ink, 2);
        list.AddTriangleFilled({foot.x, foot.y - 14}, {foot.x + 11, foot.y - 10},
                               {foot.x, foot.y - 6}, colours.vermilion);
      }
      continue;
    }
    const Golf::Result& result = golf.results()[static_cast<std::size_t>(hole)];
    const int par = Golf::par_of(result.digit);
    const bool good = result.read && result.ink <= par;
    list.AddCircleFilled(centre, radius, good ? colours.jade : colours.quiet, 24);
    if (radius >= kReadableRadius) {
      ui.label(disc, std::to_string(result.digit), Type::kBodyBold, colours.paper, Align::kCentre);
    }
    if (with_ink) {
      ui.label(inks.column(hole, golf.holes(), 0),
               std::to_string(result.ink) + "/" + std::to_string(par), Type::kSmall,
               good ? colours.jade : colours.quiet, Align::kCentre);
    }
    spoken += "; " + std::to_string(result.digit) + ": " +
              ui.say(Text::kInkOfPar, {std::to_string(result.ink), std::to_string(par)});
  }
  ui.spoken("golf-course", Role::kImage, area, spoken);
}

}  // namespace

Rect draw_golf(Ui& ui, const State& state, const Play& play, Rect area) {
  const Palette& colours = ui.colours();
  const Golf& golf = *play.golf;
  const bool resting = golf.resting();
  ButtonSpec next{
      .id = "golf-next", .words = "", .action = NextHole{}, .look = ButtonLook::kPrimary};
  if (resting) next.words = ui.say(Text::kNextHole);
  constexpr float kResultHeight = 200;
  constexpr float kAimHeight = 50;
  const Table table(ui, state, area, game_buttons(ui, state, next, !resting),
                    {.words = resting ? kResultHeight : kAimHeight,
                     .poster = !resting,
                     .course = course_height(area.w),
                     .covers_pad = resting});
  draw_prompt(ui, golf.prompt(), table);

  Rect facts = table.facts;
  const std::string hole =
      ui.say(Text::kHole, {std::to_string(golf.hole()), std::to_string(golf.holes())});
  ui.cut_text(facts, hole, Type::kTitle, colours.ink);
  const std::string ink =
      ui.say(Text::kInkOfPar, {std::to_string(golf.ink()), std::to_string(golf.par())});
  const Rect ink_place = facts.cut_top(line_height(Type::kBody));
  ui.label(ink_place, ink, Type::kBody,
           golf.ink() > golf.par() ? colours.vermilion : colours.quiet);
  ui.spoken("game-score", Role::kText, ink_place,
            hole + ". " + ink + ". " + ui.say(Text::kTotalInk, {with_thousands(golf.score())}));
  const float share =
      state.prediction.empty ? 0 : state.bars[static_cast<std::size_t>(golf.prompt())];
  if (facts.h >= line_height(Type::kSmall)) {
    ui.cut_text(facts,
                ui.say(Text::kGolfSure,
                       {percent(ui.language(), share), percent(ui.language(), Golf::kRead)}),
                Type::kSmall, colours.quiet);
  }

  // The track shows how likely the digit is, and its mark how likely the digit must become.
  ui.track(table.track, colours.hairline);
  Rect filled = table.track;
  if (share > 0.02f) {
    ui.track(filled.cut_left(table.track.w * share),
             share >= Golf::kRead ? colours.jade : colours.indigo);
  }
  const float mark = table.track.x + table.track.w * Golf::kRead;
  ui.draw().AddLine({mark, table.track.y - 3}, {mark, table.track.bottom() + 3}, colours.ink, 2);

  if (resting) {
    draw_hole_result(ui, play, table.covered ? table.pad : table.rest);
  } else if (is_shown(table.rest)) {
    ui.paragraph(table.rest, ui.say(Text::kGolfAim), Type::kSmall, colours.quiet);
  }
  if (is_shown(table.guess)) draw_game_guess(ui, state, golf.prompt(), table.guess);
  if (is_shown(table.course)) draw_course(ui, golf, table.course);
  // A stroke that comes late, such as the second one of a 4, is not the first one of the next hole.
  return table.covered || play.rested_ms < kLateStrokeMs ? Rect{} : table.pad;
}

float draw_golf_report(Ui& ui, const Play& play, Rect area) {
  constexpr float kLastHole = 300;
  const float top = area.y;
  ui.cut_text(area, ui.say(Text::kParInAll, {with_thousands(par_in_all(*play.golf))}),
              Type::kBodyBold, ui.colours().ink);
  draw_hole_result(ui, play, {area.x, area.y, area.w, kLastHole});
  area.cut_top(kLastHole);
  return area.y - top;
}

}  // namespace inkling

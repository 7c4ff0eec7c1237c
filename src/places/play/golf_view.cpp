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
  ui.draw().AddRectFilled({square.x, square.y}, {square.right(), square.bottom()}, colours.card, 6);
  draw_signed_map(ui, square, play.shares->contributions);
  ui.paragraph(area, why, Type::kSmall, colours.quiet);
}

int par_in_all(const Golf& golf) {
  int par = 0;
  for (const Golf::Result& result : golf.results()) par += Golf::par_of(result.digit);
  return par;
}

float draw_holes(Ui& ui, const Golf& golf, Rect area) {
  const float top = area.y;
  for (const Golf::Result& result : golf.results()) {
    Rect line = area.cut_top(line_height(Type::kBody));
    const int par = Golf::par_of(result.digit);
    ui.label(line.cut_left(32), std::to_string(result.digit), Type::kBodyBold, ui.colours().ink);
    ui.label(line, ui.say(Text::kInkOfPar, {std::to_string(result.ink), std::to_string(par)}),
             Type::kSmall, result.ink <= par ? ui.colours().jade : ui.colours().quiet);
  }
  return area.y - top;
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
  constexpr float kAimHeight = 80;
  const Table table(ui, area, game_buttons(ui, state, next, !resting),
                    resting ? kResultHeight : kAimHeight);
  // On a phone the result takes the pad's place.
  const bool covers = resting && !table.beside;
  if (!covers) draw_pad(ui, state, table.pad);
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
  ui.cut_text(facts, ui.say(Text::kTotalInk, {with_thousands(golf.score())}), Type::kSmall,
              colours.quiet);

  // The track shows how likely the digit is, and its mark how likely the digit must become.
  const float share =
      state.prediction.empty ? 0 : state.bars[static_cast<std::size_t>(golf.prompt())];
  ui.track(table.track, colours.hairline);
  Rect filled = table.track;
  if (share > 0.02f) {
    ui.track(filled.cut_left(table.track.w * share),
             share >= Golf::kRead ? colours.jade : colours.indigo);
  }
  const float mark = table.track.x + table.track.w * Golf::kRead;
  ui.draw().AddLine({mark, table.track.y - 3}, {mark, table.track.bottom() + 3}, colours.ink, 2);

  if (resting) {
    draw_hole_result(ui, play, covers ? table.pad : table.rest);
  } else if (is_shown(table.rest)) {
    ui.paragraph(table.rest, ui.say(Text::kGolfAim), Type::kSmall, colours.quiet);
  }
  if (is_shown(table.guess)) draw_guess_line(ui, state, table.guess, Type::kTitle);
  return covers ? Rect{} : table.pad;
}

float draw_golf_report(Ui& ui, const Play& play, Rect area) {
  constexpr float kLastHole = 300;
  const float top = area.y;
  ui.cut_text(area, ui.say(Text::kParInAll, {with_thousands(par_in_all(*play.golf))}),
              Type::kBodyBold, ui.colours().ink);
  area.cut_top(draw_holes(ui, *play.golf, area), 2 * kStep);
  draw_hole_result(ui, play, {area.x, area.y, area.w, kLastHole});
  area.cut_top(kLastHole);
  return area.y - top;
}

}  // namespace inkling

#include "places/play/sprint_view.h"

#include <algorithm>
#include <cmath>

#include "places/play/game_table.h"
#include "places/play/play_place.h"
#include "places/shared/bars.h"
#include "places/shared/pad_view.h"
#include "ui/numbers.h"

namespace inkling {

Rect draw_sprint(Ui& ui, const State& state, const Play& play, Rect area) {
  const Palette& colours = ui.colours();
  const Sprint& sprint = *play.sprint;
  const Table table(
      ui, area,
      game_buttons(ui, state,
                   {.id = "game-skip", .words = ui.say(Text::kSkip), .action = SkipPrompt{}}, true),
      0);
  draw_pad(ui, state, table.pad);
  draw_prompt(ui, sprint.prompt(), table);

  const float left = static_cast<float>(sprint.left_ms() / (Sprint::kSeconds * 1000));
  ui.track(table.track, colours.hairline);
  Rect filled = table.track;
  if (left > 0.02f) {
    ui.track(filled.cut_left(table.track.w * left),
             left < 0.2f ? colours.vermilion : colours.indigo);
  }
  Rect facts = table.facts;
  const std::string seconds =
      ui.say(Text::kSecondsLeft, {fixed(ui.language(), std::ceil(sprint.left_ms() / 1000), 0)});
  Rect line = facts.cut_top(line_height(Type::kLarge));
  ui.label(line.cut_right(96), seconds, Type::kTitle, colours.quiet, Align::kRight);
  ui.semantics().add({.id = "game-time",
                      .role = Role::kProgress,
                      .label = seconds,
                      .rect = table.track,
                      .value = percent(ui.language(), left)});
  const std::string points = ui.say(Text::kPoints, {with_thousands(sprint.score())});
  ui.label(line, points, Type::kTitle, colours.ink);
  ui.spoken("game-score", Role::kText, line, points);
  if (sprint.streak() > 1) {
    ui.cut_text(facts,
                ui.say(Text::kStreak, {std::to_string(sprint.streak()),
                                       fixed(ui.language(), sprint.multiplier(), 1)}),
                Type::kSmall, colours.jade);
  }
  if (play.flash_ms > 0) {
    const float share = static_cast<float>(play.flash_ms / kFlashMs);
    const float rise = state.preferences.reduced_motion ? 0 : (1 - share) * 14;
    ui.label({table.pad.x, table.pad.y + 16 - rise, table.pad.w, line_height(Type::kLarge)},
             ui.say(Text::kPointsWon, {std::to_string(play.flash_points)}), Type::kLarge,
             faded(colours.jade, std::min(1.0f, 2 * share)), Align::kCentre);
  }
  if (is_shown(table.guess)) draw_guess_line(ui, state, table.guess, Type::kTitle);
  if (is_shown(table.rest)) draw_bars(ui, {table.rest, state.classes()}, state);
  return table.pad;
}

}  // namespace inkling

#include "places/play/sprint_view.h"

#include <algorithm>
#include <cmath>

#include "places/play/game_table.h"
#include "places/play/play_place.h"
#include "places/shared/bars.h"
#include "places/shared/pad_view.h"
#include "ui/numbers.h"

namespace inkling {

namespace {

// Points that were just won stand on the pad for a moment, then fly to the score.
void draw_points(Ui& ui, const State& state, const Play& play, ImVec2 pad, ImVec2 score) {
  constexpr float kStandsUntil = 0.35f;
  const auto done = static_cast<float>(1 - play.flash_ms / kFlashMs);
  float way = std::max(0.0f, (done - kStandsUntil) / (1 - kStandsUntil));
  way = way * way * (3 - 2 * way);
  if (state.preferences.reduced_motion) way = 0;
  const float x = pad.x + (score.x - pad.x) * way;
  // The way is an arc.
  const float y = pad.y + (score.y - pad.y) * way - 60 * std::sin(3.14159f * way);
  constexpr float kWidth = 160;
  const float height = line_height(Type::kLarge);
  ui.label({x - kWidth / 2, y - height / 2, kWidth, height},
           ui.say(Text::kPointsWon, {std::to_string(play.flash_points)}), Type::kLarge,
           faded(ui.colours().jade, std::min(1.0f, 4 * (1 - done) + 0.2f)), Align::kCentre);
}

// A streak warms the paper.
void draw_warmth(Ui& ui, int streak) {
  constexpr float kEach = 0.014f, kMost = 0.1f;
  if (streak < 2) return;
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  ui.draw().AddRectFilled(
      {0, 0}, window,
      faded(ui.colours().vermilion, std::min(kMost, kEach * static_cast<float>(streak))));
}

}  // namespace

Rect draw_sprint(Ui& ui, const State& state, const Play& play, Rect area) {
  const Palette& colours = ui.colours();
  const Sprint& sprint = *play.sprint;
  draw_warmth(ui, sprint.streak());
  const Table table(
      ui, state, area,
      game_buttons(ui, state,
                   {.id = "game-skip", .words = ui.say(Text::kSkip), .action = SkipPrompt{}}, true),
      {});
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
  if (is_shown(table.guess)) draw_game_guess(ui, state, sprint.prompt(), table.guess);
  if (is_shown(table.rest)) draw_bars(ui, {table.rest, state.classes()}, state);
  if (play.flash_ms > 0) {
    draw_points(ui, state, play, {table.pad.centre_x(), table.pad.y + table.pad.h / 4},
                {line.x + ui.width_of(points, Type::kTitle) / 2, line.centre_y()});
  }
  return table.pad;
}

}  // namespace inkling

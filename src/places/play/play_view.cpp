#include "places/play/play_view.h"

#include <algorithm>

#include "places/play/duel_view.h"
#include "places/play/game_menu.h"
#include "places/play/golf_view.h"
#include "places/play/play_place.h"
#include "places/play/play_words.h"
#include "places/play/sprint_view.h"
#include "ui/drop.h"

namespace inkling {
namespace {

void draw_over(Ui& ui, const State& state, const Play& play, Rect area) {
  const Palette& colours = ui.colours();
  if (area.w > 1000) {
    const Mood::Face face = play.new_best ? Mood::Face::kSurprised : Mood::Face::kSure;
    draw_drop(ui, Rect{area.right() - 280, area.y + 40, 240, 240}, {.face = face});
  }
  Rect content = ui.begin_scroll("play-over", area);
  content.w = std::min(content.w - kStep, 720.0f);
  const float top = content.y;
  ui.cut_text(content, game_name(ui.language(), *play.kind), Type::kTitle, colours.quiet);
  const std::string score = score_words(ui.language(), play);
  const Rect score_line = content.cut_top(line_height(Type::kLarge));
  ui.label(score_line, score, Type::kLarge, colours.ink);
  ui.spoken("game-over", Role::kHeading, score_line, ui.say(Text::kGameOver, {score}));
  const auto best = best_score(state.best_scores, *play.kind, state.model.test_accuracy);
  if (play.new_best || best) {
    ui.cut_text(content,
                play.new_best
                    ? ui.say(Text::kNewBest)
                    : ui.say(Text::kBestScore, {score_words(ui.language(), *play.kind, *best)}),
                Type::kBody, colours.jade, kStep);
  }
  if (play.sprint) {
    ui.cut_text(content, ui.say(Text::kSprintResult, {std::to_string(play.sprint->hits().size())}),
                Type::kBody, colours.quiet, kStep);
  }
  content.cut_top(kStep);
  GameOptions other = play.options;
  ++other.seed;
  const float buttons = ui.button_flow(
      content, {{.id = "play-again",
                 .words = ui.say(Text::kPlayAgain),
                 .action = StartGame{*play.kind, play.options},
                 .look = ButtonLook::kPrimary},
                {.id = "play-other",
                 .words = ui.say(Text::kPlayOther),
                 .action = StartGame{*play.kind, other}},
                {.id = "share-card", .words = ui.say(Text::kShareCard), .action = ShareCard{}},
                {.id = "share-link", .words = ui.say(Text::kShareLink), .action = ShareLink{}},
                {.id = "game-leave", .words = ui.say(Text::kBackToGames), .action = LeaveGame{}}});
  content.cut_top(buttons, kStep);
  if (play.link_copy == Play::LinkCopy::kCopied) {
    ui.cut_text(content, ui.say(Text::kLinkCopied), Type::kSmall, colours.jade);
  } else if (play.link_copy == Play::LinkCopy::kRefused) {
    content.cut_top(
        ui.paragraph(content, ui.say(Text::kLinkRefused, {play.link}), Type::kSmall, colours.ink));
  }
  content.cut_top(kStep);
  if (play.duel) content.cut_top(draw_duel_report(ui, *play.duel, content));
  if (play.golf) content.cut_top(draw_golf_report(ui, play, content));
  ui.end_scroll(content.y - top);
}

}  // namespace

Rect draw_play_view(Ui& ui, const State& state, const Play& play, Rect area, bool wide) {
  if (!play.kind) return draw_game_menu(ui, state, play, area, wide);
  if (is_over(play)) {
    draw_over(ui, state, play, area);
    return {};
  }
  if (play.sprint) return draw_sprint(ui, state, play, area);
  if (play.golf) return draw_golf(ui, state, play, area);
  draw_duel(ui, play, area);
  return {};
}

}  // namespace inkling

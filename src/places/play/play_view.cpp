#include "places/play/play_view.h"

#include <algorithm>

#include "app/core/actions.h"
#include "places/play/duel_view.h"
#include "places/play/game_menu.h"
#include "places/play/golf_view.h"
#include "places/play/play_place.h"
#include "places/play/play_words.h"
#include "places/play/sprint_view.h"
#include "places/shared/result_code.h"
#include "ui/drop.h"
#include "ui/figures.h"
#include "ui/layout.h"

namespace inkling {
namespace {

// Returns what a digit was worth.
std::string caption(const Ui& ui, const Play& play, std::size_t i) {
  if (play.sprint) {
    return ui.say(Text::kPointsWon, {std::to_string(play.sprint->hits()[i].points)});
  }
  const Golf::Result& hole = play.golf->results()[i];
  return std::to_string(hole.ink) + "/" + std::to_string(Golf::par_of(hole.digit));
}

// Draws what the visitor drew in the game, with what each was worth. Returns the height.
float draw_drawings(Ui& ui, const Play& play, Rect area, float room) {
  const std::size_t worth = play.sprint ? play.sprint->hits().size() : play.golf->results().size();
  const std::size_t count = std::min(play.drawings.size(), worth);
  // Under the last hole of golf stands why it was read as it was.
  if (play.golf) room = std::min(room, 170.0f);
  const TileGrid grid =
      fit_tiles(static_cast<int>(count), {area.x, area.y, area.w, room},
                {.least = 64, .largest = 130, .gap = kStep, .caption = line_height(Type::kSmall)});
  for (std::size_t i = 0; i < count; ++i) {
    const Rect tile = grid.of(static_cast<int>(i), area);
    ui.tile(tile, 6);
    draw_pixels(ui, tile.inset(4), play.drawings[i], ui.colours().ink);
    ui.label({tile.x - kStep / 2, tile.bottom(), tile.w + kStep, grid.caption},
             caption(ui, play, i), Type::kSmall, ui.colours().quiet, Align::kCentre);
  }
  return grid.height();
}

void draw_over(Ui& ui, const State& state, const Play& play, Rect area) {
  const Palette& colours = ui.colours();
  if (area.w > 1000) {
    const Mood::Face face = play.new_best ? Mood::Face::kProud : Mood::Face::kSure;
    draw_drop(ui, Rect{area.right() - 240, area.y, 200, 200}, {.face = face});
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
                {.id = "share-qr",
                 .words = ui.say(Text::kQrCode),
                 .action = ShowLink{game_link(play.kind, play.options),
                                    game_name(ui.language(), *play.kind)}},
                {.id = "game-leave", .words = ui.say(Text::kBackToGames), .action = LeaveGame{}}});
  content.cut_top(buttons, kStep);
  if (play.card_saved) ui.cut_text(content, ui.say(Text::kCardSaved), Type::kSmall, colours.jade);
  if (play.link_copy == Play::LinkCopy::kCopied) {
    ui.cut_text(content, ui.say(Text::kLinkCopied), Type::kSmall, colours.jade);
  } else if (play.link_copy == Play::LinkCopy::kRefused) {
    content.cut_top(
        ui.paragraph(content, ui.say(Text::kLinkRefused, {play.link}), Type::kSmall, colours.ink));
  }
  content.cut_top(draw_result_code(ui, state, play.code, content), 2 * kStep);
  if (play.duel) content.cut_top(draw_duel_report(ui, *play.duel, content));
  if (!play.duel) {
    content.w = area.w - kStep;
    content.cut_top(draw_drawings(ui, play, content, area.h - (content.y - top)), kStep);
  }
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

#include "places/play/game_menu.h"

#include <algorithm>
#include <vector>

#include "places/play/play_place.h"
#include "places/play/play_words.h"
#include "places/shared/pad_view.h"
#include "ui/drop.h"
#include "ui/layout.h"

namespace inkling {
namespace {

constexpr float kCardHeight = 116;

std::string game_id(GameKind kind, const char* part) {
  return std::string(kGameNames[static_cast<int>(kind)]) + "-" + part;
}

// Draws one picture for each game: a stopwatch, the drop beside a visitor, a flag on a hill.
void draw_game_sign(Ui& ui, GameKind kind, Rect rect) {
  const Palette& colours = ui.colours();
  ImDrawList& list = ui.draw();
  const ImVec2 c = {rect.centre_x(), rect.centre_y()};
  const float r = std::min(rect.w, rect.h) * 0.4f;
  switch (kind) {
    case GameKind::kSprint:
      list.AddCircle({c.x, c.y + 0.1f * r}, r, colours.ink, 32, 3);
      list.AddLine({c.x, c.y - r}, {c.x, c.y - 1.25f * r}, colours.ink, 4);
      list.AddLine({c.x, c.y + 0.1f * r}, {c.x + 0.45f * r, c.y - 0.45f * r}, colours.vermilion, 3);
      return;
    case GameKind::kDuel:
      draw_drop(ui, {c.x, c.y - r, r, 2 * r}, {.face = Mood::Face::kSure});
      list.AddCircleFilled({c.x - 0.55f * r, c.y - 0.3f * r}, 0.33f * r, colours.vermilion, 20);
      list.PathArcTo({c.x - 0.55f * r, c.y + 0.85f * r}, 0.6f * r, -3.14159f, 0, 16);
      list.PathFillConvex(colours.vermilion);
      return;
    case GameKind::kGolf:
      list.AddLine({c.x - 0.1f * r, c.y - r}, {c.x - 0.1f * r, c.y + 0.7f * r}, colours.ink, 3);
      list.AddTriangleFilled({c.x - 0.1f * r, c.y - r}, {c.x + 0.8f * r, c.y - 0.65f * r},
                             {c.x - 0.1f * r, c.y - 0.3f * r}, colours.vermilion);
      list.AddBezierQuadratic({c.x - r, c.y + 0.7f * r}, {c.x, c.y + 1.1f * r},
                              {c.x + r, c.y + 0.7f * r}, colours.ink, 3, 16);
      return;
  }
}

void draw_game_card(Ui& ui, const State& state, const Play& play, GameKind kind, Rect card) {
  constexpr Text kHow[kGames] = {Text::kSprintHow, Text::kDuelHow, Text::kGolfHow};
  const Palette& colours = ui.colours();
  const bool linked = play.linked == kind;
  ui.sheet(card);
  if (linked) {
    ui.draw().AddRect({card.x, card.y}, {card.right(), card.bottom()}, colours.indigo, kCorner, 0,
                      2);
  }
  Rect inner = card.inset(2 * kStep);
  draw_game_sign(ui, kind, inner.cut_left(56, 2 * kStep));
  const std::string start = ui.say(Text::kStartGame);
  const Rect side =
      inner.cut_right(std::max(96.0f, ui.width_of(start, Type::kBodyBold) + 32), 2 * kStep);
  const Rect button = {side.x, side.centre_y() - kTouch / 2, side.w, kTouch};
  const std::string name = game_name(ui.language(), kind);
  const Ui::Press press = ui.pressable({.id = game_id(kind, "start"),
                                        .role = Role::kButton,
                                        .label = ui.say(Text::kStartGameOf, {name}),
                                        .rect = button,
                                        .value = ""});
  ui.draw().AddRectFilled({button.x, button.y}, {button.right(), button.bottom()},
                          faded(colours.indigo, press.hovered ? 0.88f : 1.0f), kCorner);
  ui.label(button, start, Type::kBodyBold, colours.on_indigo, Align::kCentre);
  if (press.pressed) ui.act(StartGame{kind, play.offered});

  ui.label(inner.cut_top(24), name, Type::kTitle, colours.ink);
  const auto best = best_score(state.best_scores, kind, state.model.test_accuracy);
  const Rect foot = inner.cut_bottom(18);
  const std::string best_words =
      best ? ui.say(Text::kBestScore, {score_words(ui.language(), kind, *best)})
           : ui.say(Text::kNoBestScore);
  ui.label(foot, best_words, Type::kSmall, best ? colours.jade : colours.quiet);
  ui.spoken(game_id(kind, "best").c_str(), Role::kText, foot, best_words);
  ui.paragraph(inner, ui.say(kHow[static_cast<int>(kind)]), Type::kSmall, colours.quiet);
}

}  // namespace

Rect draw_game_menu(Ui& ui, const State& state, const Play& play, Rect area, bool wide) {
  const Palette& colours = ui.colours();
  Rect pad{};
  if (wide && area.h >= kLow) {
    Rect left = area.cut_left(std::min(area.h - kTouch - 2 * kStep, area.w * 0.42f), 5 * kStep);
    pad = left.cut_top(left.w, 2 * kStep);
    draw_pad(ui, state, pad);
    draw_guess_line(ui, state, left.cut_top(kTouch), Type::kTitle);
  }
  Rect content = ui.begin_scroll("play-menu", area);
  // The margins leave room for shadows.
  content = {content.x + kStep, content.y, content.w - 3 * kStep, content.h};
  const float top = content.y;
  Rect head = content.cut_top(kTouch, kStep);
  const std::string sound = ui.say(play.sound ? Text::kSoundOn : Text::kSoundOff);
  if (ui.choice("sound", Role::kToggle,
                head.cut_right(ui.width_of(sound, Type::kBodyBold) + 3 * kStep), sound,
                play.sound)) {
    ui.act(ToggleSound{});
  }
  ui.label(head, ui.say(Text::kPlacePlay), Type::kLarge, colours.ink);
  // The game that the link names comes first.
  std::vector<GameKind> order = {GameKind::kSprint, GameKind::kDuel, GameKind::kGolf};
  if (play.linked) {
    std::stable_partition(order.begin(), order.end(),
                          [&](GameKind kind) { return kind == *play.linked; });
  }
  for (const GameKind kind : order) {
    draw_game_card(ui, state, play, kind, content.cut_top(kCardHeight, 2 * kStep));
  }
  content.cut_top(ui.paragraph(content, ui.say(Text::kPlayIntro), Type::kSmall, colours.quiet),
                  kStep);
  ui.end_scroll(content.y - top);
  return pad;
}

}  // namespace inkling

#include "places/play/game_menu.h"

#include <algorithm>
#include <vector>

#include "app/core/actions.h"
#include "places/play/play_place.h"
#include "places/play/play_words.h"
#include "places/shared/pad_view.h"
#include "ui/column.h"
#include "ui/drop.h"

namespace inkling {
namespace {

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

// What stands on a card, and how it is divided.
struct GameCard {
  GameKind kind;
  std::string name;
  std::string how;
  std::string best;
  bool has_best = false;
};

GameCard card_of(const Ui& ui, const State& state, GameKind kind) {
  constexpr Text kHow[kGames] = {Text::kSprintHow, Text::kDuelHow, Text::kGolfHow};
  const auto best = best_score(state.best_scores, kind, state.model.test_accuracy);
  return {.kind = kind,
          .name = game_name(ui.language(), kind),
          .how = ui.say(kHow[static_cast<int>(kind)]),
          .best = best ? ui.say(Text::kBestScore, {score_words(ui.language(), kind, *best)})
                       : ui.say(Text::kNoBestScore),
          .has_best = best.has_value()};
}

constexpr float kSign = 56;

// A narrow card has its button beside the name, or below the words where there is no room for that.
bool is_narrow(float width) { return width < 460; }

float button_width(const Ui& ui) {
  return std::max(96.0f, ui.width_of(ui.say(Text::kStartGame), Type::kBodyBold) + 4 * kStep);
}

bool button_fits_head(const Ui& ui, const GameCard& card, float width) {
  return kSign + ui.width_of(card.name, Type::kTitle) + button_width(ui) + 9 * kStep <= width;
}

float words_width(const Ui& ui, float width) {
  const float inner = width - 4 * kStep;
  if (is_narrow(width)) return inner;
  return inner - kSign - button_width(ui) - 4 * kStep;
}

float card_height(const Ui& ui, const GameCard& card, float width) {
  const float room = words_width(ui, width);
  const float words = ui.paragraph_height(room, card.how, Type::kBody) +
                      ui.paragraph_height(room, card.best, Type::kSmall);
  if (is_narrow(width)) {
    const float button = button_fits_head(ui, card, width) ? 0 : kTouch + kStep;
    return kSign + words + button + 5 * kStep;
  }
  return line_height(Type::kTitle) + words + 4 * kStep;
}

void draw_start(Ui& ui, const Play& play, const GameCard& card, Rect button) {
  const Palette& colours = ui.colours();
  const Ui::Press press = ui.pressable({.id = game_id(card.kind, "start"),
                                        .role = Role::kButton,
                                        .label = ui.say(Text::kStartGameOf, {card.name}),
                                        .rect = button,
                                        .value = ""});
  ui.draw().AddRectFilled({button.x, button.y}, {button.right(), button.bottom()},
                          faded(colours.indigo, press.hovered ? 0.88f : 1.0f), kCorner);
  ui.label(button, ui.say(Text::kStartGame), Type::kBodyBold, colours.on_indigo, Align::kCentre);
  if (press.pressed) ui.act(StartGame{card.kind, play.offered});
}

void draw_game_card(Ui& ui, const Play& play, const GameCard& card, Rect area) {
  const Palette& colours = ui.colours();
  ui.sheet(area);
  if (play.linked == card.kind) {
    ui.draw().AddRect({area.x, area.y}, {area.right(), area.bottom()}, colours.indigo, kCorner, 0,
                      2);
  }
  Rect inner = area.inset(2 * kStep);
  if (is_narrow(area.w)) {
    Rect head = inner.cut_top(kSign, kStep);
    draw_game_sign(ui, card.kind, head.cut_left(kSign, 2 * kStep));
    if (button_fits_head(ui, card, area.w)) {
      const Rect side = head.cut_right(button_width(ui), kStep);
      draw_start(ui, play, card, {side.x, side.centre_y() - kTouch / 2, side.w, kTouch});
    } else {
      draw_start(ui, play, card, inner.cut_bottom(kTouch, kStep));
    }
    ui.label(head, card.name, Type::kTitle, colours.ink);
  } else {
    draw_game_sign(ui, card.kind, inner.cut_left(kSign, 2 * kStep));
    const Rect side = inner.cut_right(button_width(ui), 2 * kStep);
    draw_start(ui, play, card, {side.x, side.centre_y() - kTouch / 2, side.w, kTouch});
    const float words = card_height(ui, card, area.w) - 4 * kStep;
    inner.cut_top(std::max(0.0f, (inner.h - words) / 2));
    ui.cut_text(inner, card.name, Type::kTitle, colours.ink);
  }
  ui.cut_text(inner, card.how, Type::kBody, colours.ink);
  const Rect foot = inner.cut_top(ui.paragraph_height(inner.w, card.best, Type::kSmall));
  ui.paragraph(foot, card.best, Type::kSmall, card.has_best ? colours.jade : colours.quiet);
  ui.spoken(game_id(card.kind, "best").c_str(), Role::kText, foot, card.best);
}

}  // namespace

Rect draw_game_menu(Ui& ui, const State& state, const Play& play, Rect area, bool wide) {
  const Palette& colours = ui.colours();
  Rect pad{};
  if (wide && area.h >= kLow) {
    Rect left = area.cut_left(std::min(area.h - kTouch - 2 * kStep, area.w * 0.42f), 5 * kStep);
    pad = left.cut_top(left.w, 2 * kStep);
    draw_pad(ui, state, pad);
    draw_guess_and_bars(ui, state, left);
  }
  // The game that the link names comes first.
  std::vector<GameKind> order = {GameKind::kSprint, GameKind::kDuel, GameKind::kGolf};
  if (play.linked) {
    std::stable_partition(order.begin(), order.end(),
                          [&](GameKind kind) { return kind == *play.linked; });
  }
  // The margins leave room for shadows.
  area = {area.x + kStep, area.y, area.w - 2 * kStep, area.h};
  const float width = area.w - kStep;
  const std::string intro = ui.say(Text::kPlayIntro);
  std::vector<GameCard> cards;
  std::vector<Part> parts = {{.least = line_height(Type::kLarge)}};
  for (const GameKind kind : order) {
    cards.push_back(card_of(ui, state, kind));
    const float height = card_height(ui, cards.back(), width);
    parts.push_back({.least = height, .share = 1, .most = height + 90});
  }
  parts.push_back({.least = ui.paragraph_height(width, intro, Type::kBody) + kStep});
  const Column column(ui, "play-menu", area, 2 * kStep, parts);
  Rect head = column[0];
  const std::string sound = ui.say(play.sound ? Text::kSoundOn : Text::kSoundOff);
  if (ui.choice("sound", Role::kToggle,
                head.cut_right(ui.width_of(sound, Type::kBodyBold) + 3 * kStep), sound,
                play.sound)) {
    ui.act(ToggleSound{});
  }
  const std::string qr = ui.say(Text::kQrCode);
  if (ui.button("play-qr", head.cut_right(ui.width_of(qr, Type::kBody) + 3 * kStep, kStep), qr,
                ButtonLook::kOutline)) {
    ui.act(
        ShowLink{game_link(play.linked, play.offered),
                 play.linked ? game_name(ui.language(), *play.linked) : ui.say(Text::kPlacePlay)});
  }
  // The smallest windows have no room for what the tab says, too.
  const std::string title = ui.say(Text::kPlacePlay);
  if (ui.width_of(title, Type::kLarge) <= head.w) {
    ui.label(head, title, Type::kLarge, colours.ink);
  }
  for (std::size_t i = 0; i < cards.size(); ++i) {
    draw_game_card(ui, play, cards[i], column[static_cast<int>(i) + 1]);
  }
  ui.paragraph(column[static_cast<int>(cards.size()) + 1], intro, Type::kBody, colours.quiet);
  return pad;
}

}  // namespace inkling

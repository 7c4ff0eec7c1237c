#include <algorithm>
#include <cmath>

#include "app/play.h"
#include "ui/drop.h"
#include "ui/figures.h"
#include "ui/guess.h"
#include "ui/numbers.h"
#include "ui/play_words.h"
#include "ui/views.h"

namespace inkling {
namespace {

constexpr float kCardHeight = 116;

std::string game_id(GameKind kind, const char* part) {
  return std::string(kGameNames[static_cast<int>(kind)]) + "-" + part;
}

// ---- The menu -----------------------------------------------------------------------------------

// One picture for each game: a stopwatch's hand, two pairs of eyes, a hole with its flag.
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

void draw_game_card(Ui& ui, const State& state, GameKind kind, Rect card) {
  constexpr Text kHow[kGames] = {Text::kSprintHow, Text::kDuelHow, Text::kGolfHow};
  const Palette& colours = ui.colours();
  const bool linked = state.play.linked == kind;
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
  if (press.pressed) ui.act(StartGame{kind, state.play.offered});

  ui.label(inner.cut_top(24), name, Type::kTitle, colours.ink);
  const auto best = best_score(state, kind);
  const Rect foot = inner.cut_bottom(18);
  const std::string best_words =
      best ? ui.say(Text::kBestScore, {score_words(ui.language(), kind, *best)})
           : ui.say(Text::kNoBestScore);
  ui.label(foot, best_words, Type::kSmall, best ? colours.jade : colours.quiet);
  ui.spoken(game_id(kind, "best").c_str(), Role::kText, foot, best_words);
  ui.paragraph(inner, ui.say(kHow[static_cast<int>(kind)]), Type::kSmall, colours.quiet);
}

Rect draw_menu(Ui& ui, const State& state, Rect place, bool wide) {
  const Palette& colours = ui.colours();
  Rect pad{};
  if (wide && place.h >= kLow) {
    Rect left = place.cut_left(std::min(place.h - kTouch - 2 * kStep, place.w * 0.42f), 5 * kStep);
    pad = left.cut_top(left.w, 2 * kStep);
    draw_pad(ui, state, pad);
    draw_guess_line(ui, state, left.cut_top(kTouch), Type::kTitle);
  }
  Rect content = ui.begin_scroll("play-menu", place);
  content = {content.x + kStep, content.y, content.w - 3 * kStep, content.h};  // room for shadows
  const float top = content.y;
  Rect head = content.cut_top(kTouch, kStep);
  const std::string sound = ui.say(state.play.sound ? Text::kSoundOn : Text::kSoundOff);
  if (ui.choice("sound", Role::kToggle,
                head.cut_right(ui.width_of(sound, Type::kBodyBold) + 3 * kStep), sound,
                state.play.sound)) {
    ui.act(ToggleSound{});
  }
  ui.label(head, ui.say(Text::kPlacePlay), Type::kLarge, colours.ink);
  // The game that the link names comes first.
  std::vector<GameKind> order = {GameKind::kSprint, GameKind::kDuel, GameKind::kGolf};
  if (state.play.linked) {
    std::stable_partition(order.begin(), order.end(),
                          [&](GameKind kind) { return kind == *state.play.linked; });
  }
  for (const GameKind kind : order) {
    draw_game_card(ui, state, kind, content.cut_top(kCardHeight, 2 * kStep));
  }
  content.cut_top(ui.paragraph(content, ui.say(Text::kPlayIntro), Type::kSmall, colours.quiet),
                  kStep);
  ui.end_scroll(content.y - top);
  return pad;
}

// ---- What sprint and golf share -----------------------------------------------------------------

// Where things are while a digit is drawn for a game.
struct Table {
  Rect pad;
  Rect prompt;  // the digit, large
  Rect facts;   // beside it
  Rect track;   // a thin bar: time, or probability
  Rect guess;
  Rect buttons;
  Rect rest;  // on wide screens
};

Table lay_table(Rect place, bool wide) {
  constexpr float kPrompt = 96;
  Table table;
  if (wide) {
    Rect left = place.cut_left(std::min(place.h, place.w * 0.5f), 4 * kStep);
    table.pad = left.cut_top(left.w);
    table.track = place.cut_top(10, 2 * kStep);
    Rect row = place.cut_top(kPrompt, 2 * kStep);
    table.prompt = row.cut_left(84, 2 * kStep);
    table.facts = row;
    table.guess = place.cut_top(kTouch, kStep);
    table.buttons = place.cut_bottom(kTouch, kStep);
    table.rest = place;
    return table;
  }
  Rect row = place.cut_top(kPrompt, kStep);
  table.prompt = row.cut_left(76, kStep);
  table.facts = row;
  table.track = place.cut_top(10, kStep);
  table.buttons = place.cut_bottom(kTouch, kStep);
  const float side = std::min(place.w, place.h - kTouch - 2 * kStep);
  table.pad = place.cut_top(side, kStep).square();
  table.guess = place.cut_top(kTouch);
  return table;
}

void draw_prompt(Ui& ui, int digit, const Table& table) {
  // Digits have nothing below their line.
  const Rect raised = {table.prompt.x, table.prompt.y - 10, table.prompt.w, table.prompt.h};
  ui.label(raised, std::to_string(digit), Type::kDigit, ui.colours().indigo, Align::kCentre);
  ui.spoken("game-prompt", Role::kHeading, table.prompt,
            ui.say(Text::kDrawThis, {std::to_string(digit)}));
}

// Clear, what else the game offers, and the way out.
void draw_game_tools(Ui& ui, const State& state, Rect place, const ButtonSpec& offer,
                     bool can_clear) {
  std::vector<ButtonSpec> buttons;
  if (can_clear) {
    buttons.push_back({.id = "pad-clear",
                       .words = ui.say(Text::kClear),
                       .action = ClearPad{},
                       .disabled = is_empty(state.pad.strokes)});
  }
  if (!offer.words.empty()) buttons.push_back(offer);
  buttons.push_back({.id = "game-leave", .words = ui.say(Text::kLeaveGame), .action = LeaveGame{}});
  ui.button_flow(place, buttons);
}

// ---- Sprint -------------------------------------------------------------------------------------

Rect draw_sprint(Ui& ui, const State& state, Rect place, bool wide) {
  const Palette& colours = ui.colours();
  const Sprint& sprint = *state.play.sprint;
  const Table table = lay_table(place, wide);
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
  Rect line = facts.cut_top(40);
  ui.label(line.cut_right(72), seconds, Type::kTitle, colours.quiet, Align::kRight);
  ui.semantics().add({.id = "game-time",
                      .role = Role::kProgress,
                      .label = seconds,
                      .rect = table.track,
                      .value = percent(ui.language(), left)});
  const std::string points = ui.say(Text::kPoints, {with_thousands(sprint.score())});
  ui.label(line, points, Type::kTitle, colours.ink);
  ui.spoken("game-score", Role::kText, line, points);
  if (sprint.streak() > 1) {
    ui.label(facts.cut_top(22),
             ui.say(Text::kStreak, {std::to_string(sprint.streak()),
                                    fixed(ui.language(), sprint.multiplier(), 1)}),
             Type::kSmall, colours.jade);
  }
  if (state.play.flash_ms > 0) {
    const float share = static_cast<float>(state.play.flash_ms / kFlashMs);
    const float rise = state.preferences.reduced_motion ? 0 : (1 - share) * 14;
    ui.label({table.pad.x, table.pad.y + 16 - rise, table.pad.w, 40},
             ui.say(Text::kPointsWon, {std::to_string(state.play.flash_points)}), Type::kLarge,
             faded(colours.jade, std::min(1.0f, 2 * share)), Align::kCentre);
  }
  draw_guess_line(ui, state, table.guess, Type::kTitle);
  if (wide && table.rest.h > 90) {
    Rect bars = table.rest;
    draw_bars(ui, {bars.cut_top(std::min(bars.h, 180.0f)), state.classes()}, state);
  }
  draw_game_tools(ui, state, table.buttons,
                  {.id = "game-skip", .words = ui.say(Text::kSkip), .action = SkipPrompt{}}, true);
  return table.pad;
}

// ---- Golf ---------------------------------------------------------------------------------------

// Where the network found the digit, on the strokes themselves.
void draw_hole_result(Ui& ui, const State& state, Rect place) {
  const Palette& colours = ui.colours();
  const Play& play = state.play;
  const std::string result = game_result_words(state);
  ui.spoken("game-result", Role::kText, place, result);
  place.cut_top(ui.paragraph(place, result, Type::kBodyBold, colours.ink), kStep);
  if (!play.shares) return;
  const std::string why =
      ui.say(Text::kWhereItLies, {std::to_string(play.golf->results().back().digit),
                                  class_name(ui.language(), play.explained_against)});
  const float words = ui.paragraph_height(place.w, why, Type::kSmall);
  const float side = std::min({place.w, place.h - words - kStep, 260.0f});
  if (side < 60) return;
  Rect row = place.cut_top(side, kStep);
  const Rect square = row.cut_left(side);
  ui.draw().AddRectFilled({square.x, square.y}, {square.right(), square.bottom()}, colours.card, 6);
  draw_signed_map(ui, square, play.shares->contributions);
  ui.paragraph(place, why, Type::kSmall, colours.quiet);
}

Rect draw_golf(Ui& ui, const State& state, Rect place, bool wide) {
  const Palette& colours = ui.colours();
  const Golf& golf = *state.play.golf;
  const bool resting = golf.resting();
  const Table table = lay_table(place, wide);
  // On a phone the result takes the pad's place.
  const bool covers = resting && !wide;
  if (!covers) draw_pad(ui, state, table.pad);
  draw_prompt(ui, golf.prompt(), table);

  Rect facts = table.facts;
  const std::string hole =
      ui.say(Text::kHole, {std::to_string(golf.hole()), std::to_string(golf.holes())});
  ui.label(facts.cut_top(32), hole, Type::kTitle, colours.ink);
  const std::string ink =
      ui.say(Text::kInkOfPar, {std::to_string(golf.ink()), std::to_string(golf.par())});
  const Rect ink_place = facts.cut_top(24);
  ui.label(ink_place, ink, Type::kBody,
           golf.ink() > golf.par() ? colours.vermilion : colours.quiet);
  ui.spoken("game-score", Role::kText, ink_place,
            hole + ". " + ink + ". " + ui.say(Text::kTotalInk, {with_thousands(golf.score())}));
  ui.label(facts.cut_top(20), ui.say(Text::kTotalInk, {with_thousands(golf.score())}), Type::kSmall,
           colours.quiet);

  // How likely the digit is, and how likely it must become.
  const float share = state.reading.empty ? 0 : state.bars[static_cast<std::size_t>(golf.prompt())];
  ui.track(table.track, colours.hairline);
  Rect filled = table.track;
  if (share > 0.02f) {
    ui.track(filled.cut_left(table.track.w * share),
             share >= Golf::kRead ? colours.jade : colours.indigo);
  }
  const float mark = table.track.x + table.track.w * Golf::kRead;
  ui.draw().AddLine({mark, table.track.y - 3}, {mark, table.track.bottom() + 3}, colours.ink, 2);

  if (resting) {
    draw_hole_result(ui, state, covers ? table.pad : table.rest);
  } else if (wide) {
    Rect rest = table.rest;
    ui.paragraph(rest, ui.say(Text::kGolfAim), Type::kSmall, colours.quiet);
  }
  draw_guess_line(ui, state, table.guess, Type::kTitle);
  ButtonSpec next{
      .id = "golf-next", .words = "", .action = NextHole{}, .look = ButtonLook::kPrimary};
  if (resting) next.words = ui.say(Text::kNextHole);
  draw_game_tools(ui, state, table.buttons, next, !resting);
  return covers ? Rect{} : table.pad;
}

// ---- Duel ---------------------------------------------------------------------------------------

Text degradation_name(Degradation kind) {
  constexpr Text kNames[] = {Text::kBlur, Text::kNoise, Text::kCover, Text::kFaint};
  return kNames[static_cast<int>(kind)];
}

void draw_duel_picture(Ui& ui, const Duel& duel, Rect square) {
  const Palette& colours = ui.colours();
  ui.sheet(square);
  const Rect inner = square.inset(kStep);
  using Phase = Duel::Phase;
  switch (duel.phase()) {
    case Phase::kReady: {
      const ImVec2 c = {square.centre_x(), square.centre_y()};
      ui.draw().AddLine({c.x - 14, c.y}, {c.x + 14, c.y}, colours.ink, 3);
      ui.draw().AddLine({c.x, c.y - 14}, {c.x, c.y + 14}, colours.ink, 3);
      break;
    }
    case Phase::kShown:
    case Phase::kResult:
      draw_pixels(ui, inner, duel.current().picture, colours.ink);
      break;
    case Phase::kMasked:
      draw_pixels(ui, inner, duel.mask(), colours.ink);
      break;
    case Phase::kAsked:
    case Phase::kSure:
    case Phase::kOver:
      ui.label(square, "?", Type::kLarge, colours.quiet, Align::kCentre);
      break;
  }
  ui.spoken("duel-picture", Role::kImage, square, ui.say(Text::kDuelPicture));
}

float draw_answers(Ui& ui, const Duel& duel, Rect place) {
  constexpr int kColumns = 5;
  const float height = std::clamp((place.h - kStep) / 2, kTouch, 64.0f);
  for (int digit = 0; digit < kDigits; ++digit) {
    Rect row = {place.x, place.y + static_cast<float>(digit / kColumns) * (height + kStep), place.w,
                height};
    if (ui.button("duel-answer-" + std::to_string(digit),
                  row.column(digit % kColumns, kColumns, kStep), std::to_string(digit),
                  ButtonLook::kOutline, !duel.may_answer())) {
      ui.act(AnswerDuel{digit});
    }
  }
  return 2 * height + kStep;
}

float draw_sureness(Ui& ui, Rect place) {
  const float top = place.y;
  constexpr Text kSteps[] = {Text::kSure1, Text::kSure2, Text::kSure3, Text::kSure4, Text::kSure5};
  const int count = static_cast<int>(kSureness.size());
  for (int step = 0; step < count; ++step) {
    const Rect row = place.cut_top(kTouch, 6);
    const std::string words = std::to_string(step + 1) + "   " + ui.say(kSteps[step]);
    if (ui.button("duel-sure-" + std::to_string(step + 1), row, words, ButtonLook::kOutline)) {
      ui.act(StateSureness{step});
    }
  }
  return place.y - top;
}

float draw_duel_panel(Ui& ui, const Duel& duel, Rect place) {
  const float top = place.y;
  const Palette& colours = ui.colours();
  const DuelRound& round = duel.current();
  Rect head = place.cut_top(28, kStep);
  const std::string level =
      ui.say(Text::kLevel, {std::to_string(round.level), std::to_string(Duel::kLevels)});
  ui.label(head, level, Type::kTitle, colours.ink);
  ui.label(place.cut_top(20, kStep),
           ui.say(Text::kShownFor, {ui.say(degradation_name(round.kind)),
                                    fixed(ui.language(), round.exposure_ms, 0)}),
           Type::kSmall, colours.quiet);
  using Phase = Duel::Phase;
  std::string words = ui.say(Text::kDuelLook);
  if (duel.may_answer()) words = ui.say(Text::kDuelWhat);
  if (duel.phase() == Phase::kSure) {
    words = ui.say(Text::kDuelSure, {std::to_string(round.visitor.digit)});
  }
  if (duel.phase() == Phase::kResult) {
    words =
        ui.say(Text::kDuelResult, {std::to_string(round.label), std::to_string(round.visitor.digit),
                                   std::to_string(round.network.digit),
                                   percent(ui.language(), round.network.probability)});
  }
  const bool right = duel.phase() == Phase::kResult && round.visitor_right();
  ui.spoken("duel-words", Role::kText, place, words);
  place.cut_top(ui.paragraph(place, words, Type::kBodyBold, right ? colours.jade : colours.ink),
                2 * kStep);
  if (duel.phase() == Phase::kSure) {
    place.cut_top(draw_sureness(ui, place));
  } else if (duel.phase() == Phase::kResult) {
    place.cut_top(ui.button_flow(place, {{.id = "duel-next",
                                          .words = ui.say(Text::kNextPicture),
                                          .action = NextPicture{},
                                          .look = ButtonLook::kPrimary}}));
  } else {
    place.cut_top(draw_answers(ui, duel, place));
  }
  return place.y - top;
}

void draw_duel(Ui& ui, const State& state, Rect place, bool wide) {
  Rect foot = place.cut_bottom(kTouch, kStep);
  ui.button_flow(foot,
                 {{.id = "game-leave", .words = ui.say(Text::kLeaveGame), .action = LeaveGame{}}});
  if (!state.play.duel) {
    ui.label(place, ui.say(Text::kDuelWaiting), Type::kTitle, ui.colours().quiet, Align::kCentre);
    ui.spoken("duel-words", Role::kText, place, ui.say(Text::kDuelWaiting));
    return;
  }
  const Duel& duel = *state.play.duel;
  Rect square{};
  if (wide) {
    square = place.cut_left(std::min(place.h, place.w * 0.5f), 4 * kStep);
    square = Rect{square.x, square.y, square.w, square.w};
  } else {
    square = place.cut_top(std::min(place.w, place.h - 380), 2 * kStep).square();
  }
  draw_duel_picture(ui, duel, square);
  const Rect panel = ui.begin_scroll("duel-panel", place);
  const float height = draw_duel_panel(ui, duel, {panel.x, panel.y, panel.w - kStep, panel.h});
  ui.end_scroll(height);
}

// ---- Over ---------------------------------------------------------------------------------------

// How one of the two did, in a column.
float draw_summary(Ui& ui, const DuelSummary& summary, bool network, Rect place) {
  const Palette& colours = ui.colours();
  const float top = place.y;
  ui.label(place.cut_top(26), ui.say(network ? Text::kMe : Text::kYou), Type::kBodyBold,
           network ? colours.indigo : colours.vermilion);
  const auto line = [&](const std::string& words, Type type, ImU32 colour) {
    place.cut_top(ui.paragraph(place, words, type, colour), 2);
  };
  line(ui.say(Text::kRightOf, {std::to_string(summary.right), std::to_string(summary.rounds)}),
       Type::kTitle, colours.ink);
  line(ui.say(network ? Text::kStatedProbability : Text::kStatedSure,
              {percent(ui.language(), summary.stated), percent(ui.language(), summary.accuracy())}),
       Type::kSmall, colours.quiet);
  line(ui.say(Text::kCalibrationGap, {percent(ui.language(), summary.calibration_error)}),
       Type::kSmall, colours.quiet);
  if (network) {
    line(ui.say(Text::kEntropyEach, {fixed(ui.language(), summary.entropy_bits, 1)}), Type::kSmall,
         colours.quiet);
  } else {
    line(ui.say(Text::kSecondsEach, {fixed(ui.language(), summary.seconds, 1)}), Type::kSmall,
         colours.quiet);
  }
  return place.y - top;
}

// The pictures that one of the two read and the other did not.
float draw_differences(Ui& ui, const Duel& duel, bool only_visitor, Rect place) {
  constexpr float kTile = 64;
  const float top = place.y;
  Rect row{};
  bool any = false;
  for (const DuelRound& round : duel.rounds()) {
    const bool wanted = only_visitor ? round.visitor_right() && !round.network_right()
                                     : !round.visitor_right() && round.network_right();
    if (!wanted) continue;
    if (!any) {
      ui.label(place.cut_top(26), ui.say(only_visitor ? Text::kOnlyYou : Text::kOnlyMe),
               Type::kBodyBold, ui.colours().ink);
    }
    if (!any || row.w < kTile) row = place.cut_top(kTile + 22, kStep);
    any = true;
    Rect tile = row.cut_left(kTile, kStep);
    const Rect name = tile.cut_bottom(22);
    ui.draw().AddRectFilled({tile.x, tile.y}, {tile.right(), tile.bottom()}, ui.colours().card, 4);
    draw_pixels(ui, tile, round.picture, ui.colours().ink);
    const int wrong = only_visitor ? round.network.digit : round.visitor.digit;
    ui.label(name, ui.say(Text::kNotThis, {std::to_string(round.label), std::to_string(wrong)}),
             Type::kSmall, ui.colours().quiet, Align::kCentre);
  }
  return place.y - top;
}

float draw_duel_report(Ui& ui, const Duel& duel, Rect place) {
  const float top = place.y;
  const Rect you = place.column(0, 2, 3 * kStep);
  const Rect me = place.column(1, 2, 3 * kStep);
  place.cut_top(std::max(draw_summary(ui, duel.summary(false), false, you),
                         draw_summary(ui, duel.summary(true), true, me)),
                2 * kStep);
  place.cut_top(draw_differences(ui, duel, true, place), kStep);
  place.cut_top(draw_differences(ui, duel, false, place), kStep);
  const std::string meaning = ui.say(Text::kDuelMeaning);
  const Rect text = place.cut_top(ui.paragraph_height(place.w, meaning, Type::kBody), kStep);
  ui.paragraph(text, meaning, Type::kBody, ui.colours().ink);
  ui.spoken("duel-meaning", Role::kText, text, meaning);
  place.cut_top(ui.paragraph(place, ui.say(Text::kDuelSources), Type::kSmall, ui.colours().quiet),
                kStep);
  return place.y - top;
}

int par_in_all(const Golf& golf) {
  int par = 0;
  for (const Golf::Result& result : golf.results()) par += Golf::par_of(result.digit);
  return par;
}

float draw_holes(Ui& ui, const Golf& golf, Rect place) {
  const float top = place.y;
  for (const Golf::Result& result : golf.results()) {
    Rect line = place.cut_top(24);
    const int par = Golf::par_of(result.digit);
    ui.label(line.cut_left(32), std::to_string(result.digit), Type::kBodyBold, ui.colours().ink);
    ui.label(line, ui.say(Text::kInkOfPar, {std::to_string(result.ink), std::to_string(par)}),
             Type::kSmall, result.ink <= par ? ui.colours().jade : ui.colours().quiet);
  }
  return place.y - top;
}

void draw_over(Ui& ui, const State& state, Rect place) {
  const Palette& colours = ui.colours();
  const Play& play = state.play;
  if (place.w > 1000) {
    const Mood::Face face = play.new_best ? Mood::Face::kSurprised : Mood::Face::kSure;
    draw_drop(ui, Rect{place.right() - 280, place.y + 40, 240, 240}, {.face = face});
  }
  Rect content = ui.begin_scroll("play-over", place);
  content.w = std::min(content.w - kStep, 720.0f);
  const float top = content.y;
  ui.label(content.cut_top(28), game_name(ui.language(), *play.kind), Type::kTitle, colours.quiet);
  const std::string score = score_words(state);
  const Rect score_line = content.cut_top(48);
  ui.label(score_line, score, Type::kLarge, colours.ink);
  ui.spoken("game-over", Role::kHeading, score_line, ui.say(Text::kGameOver, {score}));
  const auto best = best_score(state, *play.kind);
  if (play.new_best || best) {
    ui.label(content.cut_top(26, kStep),
             play.new_best
                 ? ui.say(Text::kNewBest)
                 : ui.say(Text::kBestScore, {score_words(ui.language(), *play.kind, *best)}),
             Type::kBody, colours.jade);
  }
  if (play.sprint) {
    ui.label(content.cut_top(26, kStep),
             ui.say(Text::kSprintResult, {std::to_string(play.sprint->hits().size())}), Type::kBody,
             colours.quiet);
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
    ui.label(content.cut_top(22), ui.say(Text::kLinkCopied), Type::kSmall, colours.jade);
  } else if (play.link_copy == Play::LinkCopy::kRefused) {
    content.cut_top(
        ui.paragraph(content, ui.say(Text::kLinkRefused, {play.link}), Type::kSmall, colours.ink));
  }
  content.cut_top(kStep);
  if (play.duel) content.cut_top(draw_duel_report(ui, *play.duel, content));
  if (play.golf) {
    ui.label(content.cut_top(24), ui.say(Text::kParInAll, {with_thousands(par_in_all(*play.golf))}),
             Type::kBodyBold, colours.ink);
    content.cut_top(draw_holes(ui, *play.golf, content), 2 * kStep);
    content.cut_top(300);
    draw_hole_result(ui, state, {content.x, content.y - 300, content.w, 300});
  }
  ui.end_scroll(content.y - top);
}

bool is_over(const Play& play) {
  return (play.sprint && play.sprint->over()) || (play.golf && play.golf->over()) ||
         (play.duel && play.duel->phase() == Duel::Phase::kOver);
}

}  // namespace

Rect draw_play_view(Ui& ui, const State& state, Rect place, bool wide) {
  const Play& play = state.play;
  if (!play.kind) return draw_menu(ui, state, place, wide);
  if (is_over(play)) {
    draw_over(ui, state, place);
    return {};
  }
  if (play.sprint) return draw_sprint(ui, state, place, wide);
  if (play.golf) return draw_golf(ui, state, place, wide);
  draw_duel(ui, state, place, wide);
  return {};
}

}  // namespace inkling

#include "places/play/duel_view.h"

#include <algorithm>
#include <string>

#include "places/play/play_place.h"
#include "places/shared/pad_layout.h"
#include "ui/class_names.h"
#include "ui/drop.h"
#include "ui/figures.h"
#include "ui/numbers.h"

namespace inkling {
namespace {

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

float draw_answers(Ui& ui, const Duel& duel, Rect area, float visible) {
  constexpr int kColumns = 5;
  const float height = std::clamp((visible - kStep) / 2, kTouch, 120.0f);
  for (int digit = 0; digit < kDigits; ++digit) {
    Rect row = {area.x, area.y + static_cast<float>(digit / kColumns) * (height + kStep), area.w,
                height};
    if (ui.button("duel-answer-" + std::to_string(digit),
                  row.column(digit % kColumns, kColumns, kStep), std::to_string(digit),
                  ButtonLook::kOutline, !duel.may_answer())) {
      ui.act(AnswerDuel{digit});
    }
  }
  return 2 * height + kStep;
}

float draw_sureness(Ui& ui, Rect area, float visible) {
  constexpr Text kSteps[] = {Text::kSure1, Text::kSure2, Text::kSure3, Text::kSure4, Text::kSure5};
  const int count = static_cast<int>(kConfidence.size());
  // A low place has two columns.
  const int columns = visible < static_cast<float>(count) * (kTouch + 6) ? 2 : 1;
  const int rows = (count + columns - 1) / columns;
  std::vector<std::string> names;
  float least = kTouch;
  for (int step = 0; step < count; ++step) {
    names.push_back(std::to_string(step + 1) + "  " + ui.say(kSteps[step]));
    const float width = area.column(0, columns, 6).w - 2 * kStep;
    least = std::max(least, ui.paragraph_height(width, names.back(), Type::kBody) + 2);
  }
  const float height = std::clamp(visible / static_cast<float>(rows) - 6, least, 76.0f);
  for (int step = 0; step < count; ++step) {
    const Rect row = {area.x, area.y + static_cast<float>(step / columns) * (height + 6), area.w,
                      height};
    if (ui.button("duel-sure-" + std::to_string(step + 1), row.column(step % columns, columns, 6),
                  names[static_cast<std::size_t>(step)], ButtonLook::kOutline)) {
      ui.act(SetConfidence{step});
    }
  }
  return static_cast<float>(rows) * (height + 6);
}

// Draws the levels as a row of steps: those that are passed are filled.
void draw_levels(Ui& ui, int level, Rect row) {
  for (int i = 0; i < Duel::kLevels; ++i) {
    const Rect step = row.column(i, Duel::kLevels, 4);
    ui.track(step, i + 1 < level    ? ui.colours().jade
                   : i + 1 == level ? ui.colours().indigo
                                    : ui.colours().hairline);
  }
}

// The drop is proud of what only it could read, and sheepish about what it could not.
void draw_duel_drop(Ui& ui, const DuelRound& round, Rect room) {
  constexpr float kLeast = 140, kMost = 260;
  if (room.h < kLeast) return;
  const bool right = round.network_right();
  const Mood::Face face = !right                  ? Mood::Face::kSheepish
                          : round.visitor_right() ? Mood::Face::kSure
                                                  : Mood::Face::kProud;
  const float side = std::min({room.w, room.h, kMost});
  draw_drop(ui, {room.centre_x() - side / 2, room.y, side, side}, {.face = face});
}

float draw_duel_panel(Ui& ui, const Duel& duel, Rect area, float visible) {
  const float top = area.y;
  const Palette& colours = ui.colours();
  const DuelRound& round = duel.current();
  const bool roomy = visible > 420;
  Rect head = area.cut_top(line_height(roomy ? Type::kLarge : Type::kTitle), kStep);
  const std::string level =
      ui.say(Text::kLevel, {std::to_string(round.level), std::to_string(Duel::kLevels)});
  ui.label(head, level, roomy ? Type::kLarge : Type::kTitle, colours.ink);
  if (roomy) {
    draw_levels(ui, round.level, area.cut_top(8, kStep));
    ui.cut_text(area,
                ui.say(Text::kLevelPass, {std::to_string(Duel::kLeastRight),
                                          std::to_string(Duel::kPicturesPerLevel)}),
                Type::kSmall, colours.quiet);
  }
  if (roomy || duel.phase() != Duel::Phase::kSure) {
    ui.cut_text(area,
                ui.say(Text::kShownFor, {ui.say(degradation_name(round.kind)),
                                         fixed(ui.language(), round.exposure_ms, 0)}),
                Type::kSmall, colours.quiet, kStep);
  }
  using Phase = Duel::Phase;
  std::string words = ui.say(Text::kDuelLook);
  if (duel.may_answer()) words = ui.say(Text::kDuelWhat);
  if (duel.phase() == Phase::kSure) {
    words = ui.say(Text::kDuelSure, {std::to_string(round.visitor.digit)});
  }
  if (duel.phase() == Phase::kResult) {
    words = ui.say(
        Text::kDuelResult,
        {class_with_article(ui.language(), round.label), std::to_string(round.visitor.digit),
         std::to_string(round.network.digit), percent(ui.language(), round.network.probability)});
  }
  const bool right = duel.phase() == Phase::kResult && round.visitor_right();
  ui.spoken("duel-words", Role::kText, area, words);
  ui.cut_text(area, words, roomy ? Type::kTitle : Type::kBodyBold,
              right ? colours.jade : colours.ink, 2 * kStep);
  const float room = visible - (area.y - top);
  if (duel.phase() == Phase::kSure) {
    area.cut_top(draw_sureness(ui, area, room));
  } else if (duel.phase() == Phase::kResult) {
    area.cut_top(ui.button_flow(area, {{.id = "duel-next",
                                        .words = ui.say(Text::kNextPicture),
                                        .action = NextPicture{},
                                        .look = ButtonLook::kPrimary}}));
  } else {
    area.cut_top(draw_answers(ui, duel, area, room));
  }
  return area.y - top;
}

// Draws in a column how one of the two did.
float draw_summary(Ui& ui, const DuelSummary& summary, bool network, Rect area) {
  const Palette& colours = ui.colours();
  const float top = area.y;
  ui.cut_text(area, ui.say(network ? Text::kMe : Text::kYou), Type::kBodyBold,
              network ? colours.indigo : colours.vermilion);
  const auto line = [&](const std::string& words, Type type, ImU32 colour) {
    area.cut_top(ui.paragraph(area, words, type, colour), 2);
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
  return area.y - top;
}

// Draws the pictures that one of the two read and the other did not.
float draw_differences(Ui& ui, const Duel& duel, bool only_visitor, Rect area) {
  constexpr float kTile = 64;
  const float top = area.y;
  Rect row{};
  bool any = false;
  for (const DuelRound& round : duel.rounds()) {
    const bool wanted = only_visitor ? round.visitor_right() && !round.network_right()
                                     : !round.visitor_right() && round.network_right();
    if (!wanted) continue;
    if (!any) {
      ui.cut_text(area, ui.say(only_visitor ? Text::kOnlyYou : Text::kOnlyMe), Type::kBodyBold,
                  ui.colours().ink);
    }
    if (!any || row.w < kTile) row = area.cut_top(kTile + line_height(Type::kSmall), kStep);
    any = true;
    Rect tile = row.cut_left(kTile, kStep);
    const Rect name = tile.cut_bottom(line_height(Type::kSmall));
    ui.tile(tile, 4);
    draw_pixels(ui, tile, round.picture, ui.colours().ink);
    const int wrong = only_visitor ? round.network.digit : round.visitor.digit;
    ui.label(name, ui.say(Text::kNotThis, {std::to_string(round.label), std::to_string(wrong)}),
             Type::kSmall, ui.colours().quiet, Align::kCentre);
  }
  return area.y - top;
}

}  // namespace

void draw_duel(Ui& ui, const Play& play, Rect area) {
  const std::vector<ButtonSpec> leave = {
      {.id = "game-leave", .words = ui.say(Text::kLeaveGame), .action = LeaveGame{}}};
  if (!play.duel) {
    ui.button_flow(area.cut_bottom(kTouch, kStep), leave);
    ui.paragraph(area, ui.say(Text::kDataWaiting), Type::kTitle, ui.colours().quiet,
                 Align::kCentre);
    ui.spoken("duel-words", Role::kText, area, ui.say(Text::kDataWaiting));
    return;
  }
  constexpr float kPanelHeight = 380;
  const PadLayout layout = lay_out_picture(area, kPanelHeight);
  draw_duel_picture(ui, *play.duel, layout.pad);
  // The way out stays where it is; each phase begins at its top.
  Rect place = layout.panel;
  ui.button_flow(place.cut_bottom(kTouch, kStep), leave);
  const std::string id = "duel-panel-" + std::to_string(static_cast<int>(play.duel->phase()));
  const Rect panel = ui.begin_scroll(id.c_str(), place);
  Rect content = {panel.x, panel.y, panel.w - kStep, panel.h};
  const float visible = panel.h - kStep;
  content.cut_top(draw_duel_panel(ui, *play.duel, content, visible), 2 * kStep);
  if (play.duel->phase() == Duel::Phase::kResult) {
    const float room = panel.bottom() - content.y;
    draw_duel_drop(ui, play.duel->current(), {content.x, content.y, content.w, room});
  }
  ui.end_scroll(content.y - panel.y);
}

float draw_duel_report(Ui& ui, const Duel& duel, Rect area) {
  const float top = area.y;
  const Rect you = area.column(0, 2, 3 * kStep);
  const Rect me = area.column(1, 2, 3 * kStep);
  area.cut_top(std::max(draw_summary(ui, duel.summary(false), false, you),
                        draw_summary(ui, duel.summary(true), true, me)),
               2 * kStep);
  area.cut_top(draw_differences(ui, duel, true, area), kStep);
  area.cut_top(draw_differences(ui, duel, false, area), kStep);
  const std::string meaning = ui.say(Text::kDuelMeaning);
  const Rect text = area.cut_top(ui.paragraph_height(area.w, meaning, Type::kBody), kStep);
  ui.paragraph(text, meaning, Type::kBody, ui.colours().ink);
  ui.spoken("duel-meaning", Role::kText, text, meaning);
  area.cut_top(ui.paragraph(area, ui.say(Text::kDuelSources), Type::kSmall, ui.colours().quiet),
               kStep);
  return area.y - top;
}

}  // namespace inkling

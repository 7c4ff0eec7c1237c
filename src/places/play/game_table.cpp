#include "places/play/game_table.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/core/actions.h"
#include "places/play/play_place.h"
#include "places/shared/pad_view.h"
#include "ui/class_names.h"
#include "ui/drop.h"

namespace inkling {

namespace {

constexpr float kTrack = 10;

}  // namespace

Table::Table(Ui& ui, const State& state, Rect area, const std::vector<ButtonSpec>& specs,
             const TableNeeds& needs) {
  // Below this height there is no room for a pad between what stands above and below it.
  constexpr float kUpright = 430;
  if (area.w > area.h * 0.95f || area.h < kUpright) {
    Rect left =
        area.cut_left(std::min(area.h, area.w * 0.5f), area.w < 700 ? 2 * kStep : 5 * kStep);
    pad = Rect{left.x, left.y, left.w, left.w};
    // The pad is drawn first: what stands beside it may scroll, and is clipped then.
    draw_pad(ui, state, pad);
    // The buttons stay in sight while the rest scrolls.
    buttons = area.cut_bottom(ui.button_flow_height(area.w, specs), kStep);
    ui.button_flow(buttons, specs);
    lay_beside(ui, area, needs);
  } else {
    lay_upright(area, ui.button_flow_height(area.w, specs), needs);
    covered = needs.covers_pad;
    if (!covered) draw_pad(ui, state, pad);
    ui.button_flow(buttons, specs);
  }
}

void Table::lay_beside(Ui& ui, Rect area, const TableNeeds& needs) {
  enum { kFacts, kTime, kPoster, kGuess, kRest, kCourse, kParts };
  std::array<Part, kParts> parts{};
  // A low place has room for the two lines that count.
  const bool low = area.h + buttons.h + kStep < kLow;
  parts[kFacts] = {.least = line_height(Type::kTitle) + line_height(Type::kBody) +
                            (low ? 0 : line_height(Type::kSmall))};
  parts[kTime] = {.least = kTrack};
  const bool words = needs.words > 0;
  parts[kPoster] = {
      .least = low ? 56.0f : 72.0f, .share = 3, .most = words && !needs.poster ? 120.0f : 420.0f};
  parts[kGuess] = {.least = kTouch, .gives_way = 2};
  parts[kRest] = {.least = words ? needs.words : 90.0f,
                  .share = words && needs.poster ? 0.0f
                           : words               ? 3.0f
                                                 : 1.0f,
                  .most = words ? 1e6f : 180.0f,
                  .gives_way = words ? 0 : 3};
  parts[kCourse] = {.least = needs.course, .gives_way = 1};
  column_.emplace(ui, "game-table", area, kStep, parts);
  facts = (*column_)[kFacts];
  track = (*column_)[kTime];
  prompt = (*column_)[kPoster];
  guess = (*column_)[kGuess];
  rest = (*column_)[kRest];
  course = (*column_)[kCourse];
}

void Table::lay_upright(Rect area, float buttons_height, const TableNeeds& needs) {
  enum { kTop, kTime, kSheet, kGuess, kCourse, kButtons, kParts };
  std::array<Part, kParts> parts{};
  parts[kTop] = {.least = 96, .share = 0.25f, .most = 170};
  parts[kTime] = {.least = kTrack};
  parts[kSheet] = {.least = 120, .share = 1, .most = area.w};
  parts[kGuess] = {.least = kTouch};
  parts[kCourse] = {.least = needs.course, .gives_way = 1};
  parts[kButtons] = {.least = buttons_height};
  const Line line = lay_out(Axis::kColumn, area, kStep, parts);
  Rect top = line.parts[kTop];
  prompt = top.cut_left(top.w * 0.4f, kStep);
  facts = top;
  track = line.parts[kTime];
  pad = line.parts[kSheet].square();
  guess = line.parts[kGuess];
  course = line.parts[kCourse];
  buttons = line.parts[kButtons];
}

void draw_prompt(Ui& ui, int digit, const Table& table) {
  ui.poster(table.prompt, std::to_string(digit), ui.colours().indigo);
  ui.spoken("game-prompt", Role::kHeading, table.prompt,
            ui.say(Text::kDrawThis, {class_with_article(ui.language(), digit)}));
}

void draw_game_guess(Ui& ui, const State& state, int digit, Rect area) {
  if (!is_empty(state.pad.strokes)) return draw_guess_line(ui, state, area, Type::kTitle);
  const float drop = std::min(area.h, kTouch);
  draw_drop(ui, area.cut_left(drop, kStep), state.mood);
  const std::string words = ui.say(Text::kDrawThis, {class_with_article(ui.language(), digit)});
  ui.label(area, words, Type::kTitle, ui.colours().ink);
  ui.spoken("guess", Role::kText, area, words);
}

std::vector<ButtonSpec> game_buttons(const Ui& ui, const State& state, const ButtonSpec& offer,
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
  return buttons;
}

}  // namespace inkling

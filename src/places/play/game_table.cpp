#include "places/play/game_table.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/core/actions.h"
#include "places/play/play_place.h"
#include "ui/class_names.h"

namespace inkling {

namespace {

constexpr float kTrack = 10;

}  // namespace

Table::Table(Ui& ui, Rect area, const std::vector<ButtonSpec>& specs, float rest_height) {
  // Below this height there is no room for a pad between what stands above and below it.
  constexpr float kUpright = 430;
  beside = area.w > area.h * 0.95f || area.h < kUpright;
  if (beside) {
    Rect left =
        area.cut_left(std::min(area.h, area.w * 0.5f), area.w < 700 ? 2 * kStep : 5 * kStep);
    pad = Rect{left.x, left.y, left.w, left.w};
    lay_beside(ui, area, ui.button_flow_height(area.w - kStep, specs), rest_height);
  } else {
    lay_upright(area, ui.button_flow_height(area.w, specs));
  }
  ui.button_flow(buttons, specs);
}

void Table::lay_beside(Ui& ui, Rect area, float buttons_height, float rest_height) {
  enum { kFacts, kTime, kPoster, kGuess, kRest, kButtons, kParts };
  std::array<Part, kParts> parts{};
  parts[kFacts] = {.least = line_height(Type::kTitle) + line_height(Type::kBody) +
                            line_height(Type::kSmall)};
  parts[kTime] = {.least = kTrack};
  parts[kPoster] = {.least = 72, .share = 3, .most = rest_height > 0 ? 120.0f : 420.0f};
  parts[kGuess] = {.least = kTouch, .gives_way = 2};
  parts[kRest] = {.least = std::max(rest_height, 90.0f),
                  .share = rest_height > 0 ? 3.0f : 1.0f,
                  .most = rest_height > 0 ? 1e6f : 180.0f,
                  .gives_way = rest_height > 0 ? 0 : 3};
  parts[kButtons] = {.least = buttons_height};
  column_.emplace(ui, "game-table", area, kStep, parts);
  facts = (*column_)[kFacts];
  track = (*column_)[kTime];
  prompt = (*column_)[kPoster];
  guess = (*column_)[kGuess];
  rest = (*column_)[kRest];
  buttons = (*column_)[kButtons];
}

void Table::lay_upright(Rect area, float buttons_height) {
  enum { kTop, kTime, kSheet, kGuess, kButtons, kParts };
  std::array<Part, kParts> parts{};
  parts[kTop] = {.least = 96, .share = 0.25f, .most = 170};
  parts[kTime] = {.least = kTrack};
  parts[kSheet] = {.least = 120, .share = 1, .most = area.w};
  parts[kGuess] = {.least = kTouch};
  parts[kButtons] = {.least = buttons_height};
  const Line line = lay_out(Axis::kColumn, area, kStep, parts);
  Rect top = line.parts[kTop];
  prompt = top.cut_left(top.w * 0.4f, kStep);
  facts = top;
  track = line.parts[kTime];
  pad = line.parts[kSheet].square();
  guess = line.parts[kGuess];
  buttons = line.parts[kButtons];
}

void draw_prompt(Ui& ui, int digit, const Table& table) {
  ui.poster(table.prompt, std::to_string(digit), ui.colours().indigo);
  ui.spoken("game-prompt", Role::kHeading, table.prompt,
            ui.say(Text::kDrawThis, {class_with_article(ui.language(), digit)}));
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

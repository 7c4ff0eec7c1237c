#include "places/play/game_table.h"

#include <algorithm>
#include <string>
#include <vector>

#include "app/core/actions.h"
#include "places/play/play_place.h"
#include "ui/class_names.h"

namespace inkling {

Table lay_table(Rect area, bool wide) {
  constexpr float kPrompt = 96;
  Table table;
  if (wide) {
    Rect left = area.cut_left(std::min(area.h, area.w * 0.5f), 4 * kStep);
    table.pad = left.cut_top(left.w);
    table.track = area.cut_top(10, 2 * kStep);
    Rect row = area.cut_top(kPrompt, 2 * kStep);
    table.prompt = row.cut_left(84, 2 * kStep);
    table.facts = row;
    table.guess = area.cut_top(kTouch, kStep);
    table.buttons = area.cut_bottom(kTouch, kStep);
    table.rest = area;
    return table;
  }
  Rect row = area.cut_top(kPrompt, kStep);
  table.prompt = row.cut_left(76, kStep);
  table.facts = row;
  table.track = area.cut_top(10, kStep);
  table.buttons = area.cut_bottom(kTouch, kStep);
  const float side = std::min(area.w, area.h - kTouch - 2 * kStep);
  table.pad = area.cut_top(side, kStep).square();
  table.guess = area.cut_top(kTouch);
  return table;
}

void draw_prompt(Ui& ui, int digit, const Table& table) {
  // Digits have nothing below their line, so they are raised.
  const Rect raised = {table.prompt.x, table.prompt.y - 10, table.prompt.w, table.prompt.h};
  ui.label(raised, std::to_string(digit), Type::kDigit, ui.colours().indigo, Align::kCentre);
  ui.spoken("game-prompt", Role::kHeading, table.prompt,
            ui.say(Text::kDrawThis, {class_with_article(ui.language(), digit)}));
}

void draw_game_tools(Ui& ui, const State& state, Rect area, const ButtonSpec& offer,
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
  ui.button_flow(area, buttons);
}

}  // namespace inkling

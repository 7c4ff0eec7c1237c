// Lays out what is on the screen while a digit is drawn for a game.
#pragma once

#include <optional>
#include <vector>

#include "app/core/state.h"
#include "places/play/play_state.h"
#include "ui/column.h"

namespace inkling {

class Table {
 public:
  // `rest_height` is what a game needs for words below the prompt; where they stand, the called
  // digit is no poster.
  Table(Ui& ui, Rect area, const std::vector<ButtonSpec>& buttons, float rest_height);

  Rect pad;
  Rect prompt;  // The called digit stands here, as large as there is room.
  Rect facts;
  Rect track;  // A thin bar shows time or probability.
  Rect guess;  // It has no size where there is no room for it.
  Rect buttons;
  Rect rest;            // It has room beside the pad only.
  bool beside = false;  // Everything stands beside the pad.

 private:
  void lay_beside(Ui& ui, Rect area, float buttons_height, float rest_height);
  void lay_upright(Rect area, float buttons_height);

  std::optional<Column> column_;  // What stands beside the pad scrolls where the window is low.
};

void draw_prompt(Ui& ui, int digit, const Table& table);

// Returns the buttons: clear, what else the game offers, and the way out.
std::vector<ButtonSpec> game_buttons(const Ui& ui, const State& state, const ButtonSpec& offer,
                                     bool can_clear);

}  // namespace inkling

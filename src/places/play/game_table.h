// Where things are while a digit is drawn for a game.
#pragma once

#include "app/core/state.h"
#include "places/play/play_state.h"
#include "ui/ui.h"

namespace inkling {

struct Table {
  Rect pad;
  Rect prompt;  // the digit, large
  Rect facts;   // beside it
  Rect track;   // a thin bar: time, or probability
  Rect guess;
  Rect buttons;
  Rect rest;  // on wide screens
};

Table lay_table(Rect area, bool wide);

void draw_prompt(Ui& ui, int digit, const Table& table);

// Clear, what else the game offers, and the way out.
void draw_game_tools(Ui& ui, const State& state, Rect area, const ButtonSpec& offer,
                     bool can_clear);

}  // namespace inkling

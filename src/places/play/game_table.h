// Lays out what is on the screen while a digit is drawn for a game.
#pragma once

#include "app/core/state.h"
#include "places/play/play_state.h"
#include "ui/ui.h"

namespace inkling {

struct Table {
  Rect pad;
  Rect prompt;  // The digit stands here, large.
  Rect facts;   // They stand beside the prompt.
  Rect track;   // A thin bar shows time or probability.
  Rect guess;
  Rect buttons;
  Rect rest;  // It has room on wide screens only.
};

Table lay_table(Rect area, bool wide);

void draw_prompt(Ui& ui, int digit, const Table& table);

// Draws the buttons: clear, what else the game offers, and the way out.
void draw_game_tools(Ui& ui, const State& state, Rect area, const ButtonSpec& offer,
                     bool can_clear);

}  // namespace inkling

// Lays out what is on the screen while a digit is drawn for a game.
#pragma once

#include <optional>
#include <vector>

#include "app/core/state.h"
#include "places/play/play_state.h"
#include "ui/column.h"

namespace inkling {

// A game needs these heights besides what every game has, in CSS pixels.
struct TableNeeds {
  float words = 0;      // They stand below the prompt; the called digit is no poster then.
  bool poster = false;  // The called digit is one all the same.
  float course = 0;
  bool covers_pad = false;  // On a phone the words take the pad's place.
};

class Table {
 public:
  // Draws the pad and the buttons; the game draws the rest.
  Table(Ui& ui, const State& state, Rect area, const std::vector<ButtonSpec>& buttons,
        const TableNeeds& needs);

  Rect pad;
  Rect prompt;  // The called digit stands here, as large as there is room.
  Rect facts;
  Rect track;  // A thin bar shows time or probability.
  Rect guess;  // It has no size where there is no room for it.
  Rect buttons;
  Rect rest;             // It has room beside the pad only.
  Rect course;           // It has no size where there is no room for it.
  bool covered = false;  // The words have taken the pad's place.

 private:
  void lay_beside(Ui& ui, Rect area, const TableNeeds& needs);
  void lay_upright(Rect area, float buttons_height, const TableNeeds& needs);

  std::optional<Column> column_;  // What stands beside the pad scrolls where the window is low.
};

void draw_prompt(Ui& ui, int digit, const Table& table);

// Draws the guess; as long as nothing is drawn, it says which digit is called.
void draw_game_guess(Ui& ui, const State& state, int digit, Rect area);

// Returns the buttons: clear, what else the game offers, and the way out.
std::vector<ButtonSpec> game_buttons(const Ui& ui, const State& state, const ButtonSpec& offer,
                                     bool can_clear);

}  // namespace inkling

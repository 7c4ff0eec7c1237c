// What Play shows beside the state that all places share.
#pragma once

#include <optional>
#include <string>

#include "app/core/pad.h"
#include "games/duel.h"
#include "games/golf.h"
#include "games/sprint.h"
#include "nn/attribution.h"

namespace inkling {

// How long new points are shown.
inline constexpr double kFlashMs = 900;

// At most one of the three games is there.
struct Play {
  std::optional<GameKind> linked;  // the game that the page's address names
  GameOptions offered;             // by the page's address
  bool sound = false;

  std::optional<GameKind> kind;  // the game that is on the screen, over or not
  GameOptions options;           // of it
  Pad pad;                       // its drawing, while another place is shown
  std::optional<Sprint> sprint;
  std::optional<Golf> golf;
  std::optional<Duel> duel;  // from when its pictures have come
  // Of the hole that golf rests at: where in the picture the decision lies.
  std::optional<Attribution> shares;
  int explained_against = 0;
  double flash_ms = 0;  // how long the newest points are still shown
  int flash_points = 0;
  bool new_best = false;
  // What became of the link to its rounds: nothing yet, copied, or refused by the browser.
  enum class LinkCopy { kNone, kCopied, kRefused } link_copy = LinkCopy::kNone;
  std::string link;
};

// With what outlives a game.
Play without_game(const Play& before);
bool is_over(const Play& play);
int score_of(const Play& play);

}  // namespace inkling

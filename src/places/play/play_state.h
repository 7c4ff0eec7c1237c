// Play shows this beside the state that all places share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/pad.h"
#include "app/core/stopwatch.h"
#include "games/duel.h"
#include "games/golf.h"
#include "games/sprint.h"
#include "nn/attribution.h"

namespace inkling {

// After a hole, a stroke counts for the next one only when this time has passed.
inline constexpr double kLateStrokeMs = 700;

// New points are shown for so long.
inline constexpr double kFlashMs = 900;

// At most one of the three games is there.
struct Play {
  std::optional<GameKind> linked;  // The page's address names this game.
  GameOptions offered;             // The page's address sets these.
  bool sound = false;

  std::optional<GameKind> kind;  // This game is on the screen, over or not.
  GameOptions options;           // The game was started with these.
  Pad pad;                       // It holds the game's drawing while another place is shown.
  std::optional<Sprint> sprint;
  std::optional<Golf> golf;
  std::optional<Duel> duel;  // It exists once its pictures have come.
  // For the hole that golf rests at, these say where in the picture the decision lies.
  std::optional<Attribution> shares;
  int explained_against = 0;
  Stopwatch watch;                // It measures the game as long as it is on the screen.
  std::string code;               // The result of a game that is over: see app/core/class_result.h.
  std::vector<Picture> drawings;  // There is one for each digit that was scored, in order.
  double rested_ms = kLateStrokeMs;  // Golf rests at its hole for so long.
  double flash_ms = 0;               // The newest points are still shown for so long.
  int flash_points = 0;
  bool new_best = false;
  // It tells whether the link to the game's rounds was copied, refused by the browser, or neither.
  enum class LinkCopy { kNone, kCopied, kRefused } link_copy = LinkCopy::kNone;
  bool card_saved = false;
  std::string link;
};

// Returns a state without a game, with what outlives one.
Play without_game(const Play& before);
bool is_over(const Play& play);
int score_of(const Play& play);

}  // namespace inkling

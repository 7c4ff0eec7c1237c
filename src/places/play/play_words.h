// Puts the games into words: their names, scores and results, and their events for the embedding
// page.
#pragma once

#include <string>

#include "app/core/host.h"
#include "app/core/state.h"
#include "places/play/play_state.h"

namespace inkling {

std::string game_name(Language language, GameKind kind);
// Returns words such as "1,234 points", "712 ink in all" or "level 5".
std::string score_words(Language language, GameKind kind, int score);
std::string score_words(Language language, const Play& play);
// Returns what came of the round that has just ended.
std::string game_result_words(Language language, const Play& play);
Card share_card(const State& state, const Play& play);

// Returns the query of the address that offers a game, or of one that offers them all.
std::string game_link(std::optional<GameKind> kind, const GameOptions& options);

// `code` is that of the result, where the game is over. Returns JSON of this form:
// {"game": "golf", "phase": "scored", "round": 2, "rounds": 9, "prompt": 7, "score": 212, ...}.
std::string game_json(GameKind kind, const GameEvent& event, const std::string& code);

}  // namespace inkling

// The words of the games that more than one place needs.
#pragma once

#include <string>

#include "app/host.h"
#include "app/state.h"

namespace inkling {

std::string game_name(Language language, GameKind kind);
// "1,234 points", "712 ink in all", "level 5".
std::string score_words(Language language, GameKind kind, int score);
std::string score_words(const State& state);
// What came of the round that has just ended.
std::string game_result_words(const State& state);
Card share_card(const State& state);

}  // namespace inkling

// Each game has a best score for each accuracy of the network.
#pragma once

#include <optional>
#include <vector>

#include "games/game.h"

namespace inkling {

// A BestScore is the best that was reached in a game with a network of a certain accuracy.
struct BestScore {
  GameKind kind = GameKind::kSprint;
  int accuracy = -1;  // The accuracy is in whole percents, or -1 where it is not known.
  int score = 0;
  bool operator==(const BestScore&) const = default;
};

// Returns a test accuracy in whole percents, as BestScore has it.
int whole_percents(std::optional<double> test_accuracy);

std::optional<int> best_score(const std::vector<BestScore>& scores, GameKind kind,
                              std::optional<double> test_accuracy);

// In golf less is better.
bool is_better(GameKind kind, int score, int than);

// Takes up a score that is better than the one so far, if there is one. Returns whether it did.
bool add_score(std::vector<BestScore>& scores, const BestScore& score);

}  // namespace inkling

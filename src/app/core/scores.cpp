#include "app/core/scores.h"

#include <algorithm>
#include <cmath>

namespace inkling {

int whole_percents(std::optional<double> test_accuracy) {
  return test_accuracy ? static_cast<int>(std::floor(100 * *test_accuracy)) : -1;
}

std::optional<int> best_score(const std::vector<BestScore>& scores, GameKind kind,
                              std::optional<double> test_accuracy) {
  for (const BestScore& best : scores) {
    if (best.kind == kind && best.accuracy == whole_percents(test_accuracy)) return best.score;
  }
  return std::nullopt;
}

bool is_better(GameKind kind, int score, int than) {
  return kind == GameKind::kGolf ? score < than : score > than;
}

bool add_score(std::vector<BestScore>& scores, const BestScore& score) {
  const auto rival = std::find_if(scores.begin(), scores.end(), [&](const BestScore& other) {
    return other.kind == score.kind && other.accuracy == score.accuracy;
  });
  if (rival == scores.end()) {
    scores.push_back(score);
    return true;
  }
  if (!is_better(score.kind, score.score, rival->score)) return false;
  *rival = score;
  return true;
}

}  // namespace inkling

#include "app/core/scores.h"

#include <doctest/doctest.h>

using namespace inkling;

TEST_CASE("the best score counts: more points, less ink, for each accuracy of the network") {
  std::vector<BestScore> scores;
  CHECK(add_score(scores, {GameKind::kSprint, 98, 500}));
  CHECK_FALSE(add_score(scores, {GameKind::kSprint, 98, 400}));
  CHECK(add_score(scores, {GameKind::kSprint, 98, 600}));
  CHECK(add_score(scores, {GameKind::kSprint, 95, 100}));
  CHECK(add_score(scores, {GameKind::kGolf, 98, 1000}));
  CHECK_FALSE(add_score(scores, {GameKind::kGolf, 98, 1200}));
  CHECK(add_score(scores, {GameKind::kGolf, 98, 900}));
  CHECK(scores.size() == 3);
  CHECK(best_score(scores, GameKind::kSprint, 0.9849) == 600);
  CHECK(best_score(scores, GameKind::kGolf, 0.98) == 900);
  CHECK_FALSE(best_score(scores, GameKind::kGolf, std::nullopt));
  CHECK(whole_percents(0.9899) == 98);
  CHECK(whole_percents(std::nullopt) == -1);
}

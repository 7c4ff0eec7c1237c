#include "app/work_results.h"

#include <doctest/doctest.h>

#include "app/core/results.h"
#include "places/learn/saved_steps.h"

using namespace inkling;

TEST_CASE("a file tells each result once: with its details where they were kept") {
  ClassResult sprint;
  sprint.game = GameKind::kSprint;
  sprint.score = 900;
  sprint.seconds = 45;
  ClassResult lesson;
  lesson.lesson = 3;
  lesson.score = 4;
  SavedVisitor visitor;
  visitor.best = {{GameKind::kSprint, 98, 900}, {GameKind::kGolf, 98, 1'500}};
  visitor.places = {{"learn", to_bytes(StepsDone{0, 2, 0, 4})},
                    {kSavedResults, results_to_bytes({code_of(sprint), code_of(lesson)})}};
  const WorkResults work = results_of_work(visitor);
  CHECK(work.results == std::vector<ClassResult>{sprint, lesson});
  REQUIRE(work.without_details.size() == 2);
  CHECK(work.without_details[0].game == GameKind::kGolf);
  CHECK(work.without_details[0].score == 1'500);
  CHECK_FALSE(work.without_details[1].game);
  CHECK(work.without_details[1].lesson == 1);
  CHECK(work.without_details[1].score == 2);
}

TEST_CASE("a file without results tells none") {
  const WorkResults work = results_of_work({});
  CHECK(work.results.empty());
  CHECK(work.without_details.empty());
}

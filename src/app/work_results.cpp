#include "app/work_results.h"

#include <algorithm>

#include "app/core/results.h"
#include "places/learn/saved_steps.h"

namespace inkling {
namespace {

template <class Same>
bool any_result(const std::vector<ClassResult>& results, Same same) {
  return std::any_of(results.begin(), results.end(), same);
}

}  // namespace

WorkResults results_of_work(const SavedVisitor& visitor) {
  WorkResults work;
  for (const std::string& code : results_from_bytes(visitor.of_place(kSavedResults))) {
    const CodeReading reading = read_code(code);
    if (reading.fault == CodeFault::kNone) work.results.push_back(reading.result);
  }
  for (const BestScore& best : visitor.best) {
    ClassResult result;
    result.game = best.kind;
    result.score = best.score;
    const bool known = any_result(work.results, [&](const ClassResult& kept) {
      return kept.game == best.kind && kept.score == as_in_code(result).score;
    });
    if (!known) work.without_details.push_back(result);
  }
  const StepsDone steps = steps_from_bytes(visitor.of_place("learn")).value_or(StepsDone{});
  for (int lesson = 0; lesson < kLessons; ++lesson) {
    ClassResult result;
    result.lesson = lesson;
    result.score = steps[static_cast<std::size_t>(lesson)];
    const bool known = any_result(
        work.results, [&](const ClassResult& kept) { return !kept.game && kept.lesson == lesson; });
    if (result.score > 0 && !known) work.without_details.push_back(result);
  }
  return work;
}

}  // namespace inkling

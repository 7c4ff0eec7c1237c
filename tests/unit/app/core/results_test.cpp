#include "app/core/results.h"

#include <doctest/doctest.h>

#include "app/core/saved_records.h"
#include "app/core/saved_state.h"
#include "app/core/stopwatch.h"
#include "unit/app/test_core.h"

using namespace inkling;

namespace {

ClassResult lesson(int number, double seconds) {
  ClassResult result;
  result.lesson = number;
  result.score = 3;
  result.seconds = seconds;
  return result;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("results are kept with the visitor's record, and an earlier record has none") {
  TestCore test;
  const std::string code = keep_result(test.state, lesson(4, 100));
  const SavedVisitor saved = visitor_of(test.state, {});
  CHECK(results_from_bytes(saved.of_place(kSavedResults)) == Codes{code});
  TestCore other;
  keep_result(other.state, lesson(2, 9));
  CHECK(restore_saved(other.state, {}, SavedPart::kVisitor, to_bytes(saved)));
  CHECK(other.state.result_codes == Codes{code});
  CHECK(restore_saved(other.state, {}, SavedPart::kVisitor, to_bytes(SavedVisitor{})));
  CHECK(other.state.result_codes.empty());
}

TEST_CASE("what is no code is left out of the results, and damaged bytes have none") {
  const std::string code = code_of(lesson(1, 5));
  CHECK(results_from_bytes(results_to_bytes({"hello", code, ""})) == Codes{code});
  std::vector<std::uint8_t> bytes = results_to_bytes({code});
  bytes.pop_back();
  CHECK(results_from_bytes(bytes).empty());
  CHECK(results_from_bytes({}).empty());
}

TEST_CASE("of two tabs both have their results, each once, and the oldest ones go") {
  const auto one = [](int seconds) { return code_of(lesson(1, seconds)); };
  const auto merge = [](const Codes& theirs, const Codes& base, const Codes& mine) {
    return results_from_bytes(
        merged_results(results_to_bytes(theirs), results_to_bytes(base), results_to_bytes(mine)));
  };
  CHECK(merge({one(1), one(2)}, {one(1)}, {one(1), one(3)}) == Codes{one(1), one(2), one(3)});
  CHECK(merge({}, {one(1)}, {one(1)}).empty());  // It was deleted in the other tab.
  Codes many;
  for (int i = 0; i < static_cast<int>(kMostResults); ++i) many.push_back(one(10 + i));
  const Codes merged = merge(many, {}, {one(5)});
  CHECK(merged.size() == kMostResults);
  CHECK(merged.front() == one(11));
  CHECK(merged.back() == one(5));
  State state;
  for (int i = 0; i < static_cast<int>(kMostResults) + 5; ++i) keep_result(state, lesson(1, i));
  CHECK(state.result_codes.size() == kMostResults);
}

TEST_CASE("the newest result of a lesson is found") {
  State state;
  keep_result(state, lesson(1, 10));
  const std::string newest = keep_result(state, lesson(1, 20));
  keep_result(state, lesson(2, 30));
  CHECK(code_of_lesson(state, 1) == newest);
  CHECK(code_of_lesson(state, 5).empty());
}

TEST_CASE("a code that was copied is known; a refusal is told") {
  TestCore test;
  code_copied(test.core, true, "ABCD");
  CHECK(test.state.copied_code == "ABCD");
  CHECK_FALSE(test.state.code_copy_refused);
  code_copied(test.core, false, "ABCD");
  CHECK(test.state.copied_code.empty());
  CHECK(test.state.code_copy_refused);
  CHECK(test.host.announced.size() == 2);
}

TEST_CASE("a stopwatch counts short rests, and of long ones half a minute") {
  Stopwatch watch;
  watch.tick(1'000);
  watch.tick(3'000);
  CHECK(watch.seconds() == 2);
  watch.tick(3'000'000);
  CHECK(watch.seconds() == 32);
  watch.pause();
  watch.tick(4'000'000);
  watch.tick(4'001'000);
  CHECK(watch.seconds() == 33);
}

#include "places/learn/learn_place.h"

#include <doctest/doctest.h>

#include "app/core/results.h"
#include "base/bytes.h"
#include "places/learn/brain_lesson.h"
#include "places/learn/learn.h"
#include "places/learn/lesson.h"
#include "places/learn/rules_lesson.h"
#include "places/learn/symbols.h"
#include "unit/app/test_core.h"

using namespace inkling;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes steps(const std::vector<int>& done) {
  ByteWriter writer;
  writer(done);
  return writer.take();
}

}  // namespace

TEST_CASE("the steps that are done are remembered; what no visitor can have done is refused") {
  TestPlace<LearnPlace> test;
  CHECK(test.place.restore(steps({0, 4, 1, 0, 0, 0, 0, 0, 0, 0})));
  CHECK(test.place.state().steps_done[2] == 1);
  CHECK(test.place.saved() == steps({0, 4, 1, 0, 0, 0, 0, 0, 0, 0}));
  for (const Bytes& bad :
       {steps({0, 5, 0, 0, 0, 0, 0, 0, 0, 0}), steps({0, -1, 0, 0, 0, 0, 0, 0, 0, 0}),
        steps({1, 0, 0}), Bytes{1, 2, 3}}) {
    CHECK_FALSE(test.place.restore(bad));
  }
  CHECK(test.place.state().steps_done[1] == 4);
  CHECK(test.place.restore({}));  // A first visit has no record.
  CHECK(test.place.state().steps_done[1] == 0);
}

TEST_CASE("a record of the time when there were seven lessons keeps its meaning") {
  TestPlace<LearnPlace> test;
  CHECK(test.place.restore(steps({4, 1, 0, 0, 0, 2, 1})));
  CHECK(test.place.saved() == steps({0, 4, 1, 0, 0, 0, 2, 0, 0, 1}));
}

TEST_CASE("of two tabs each lesson has the farther step; what was forgotten stays so") {
  TestPlace<LearnPlace> test;
  const Bytes base = steps({0, 4, 1, 0, 0, 0, 0, 0, 0, 0});
  CHECK(test.place.merged(steps({0, 4, 3, 0, 0, 0, 0, 0, 0, 0}), base,
                          steps({0, 4, 2, 0, 0, 1, 0, 0, 0, 0})) ==
        steps({0, 4, 3, 0, 0, 1, 0, 0, 0, 0}));
  CHECK(test.place.merged({}, base, base) == steps({0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
}

TEST_CASE(
    "a lesson of the address is open before the app starts, and opened with a word after it") {
  TestPlace<LearnPlace> test;
  test.place.parameter("lesson", "3")->apply();
  CHECK(test.place.state().lesson == 3);
  CHECK_FALSE(test.place.parameter("lesson", "10")->apply);
  CHECK_FALSE(test.place.parameter("level", "2"));
}

TEST_CASE("a lesson asks once for the images that it shows") {
  TestPlace<LearnPlace> test;
  test.core.shown = &test.place;
  const auto asked = [&] {
    std::vector<PicturesCommand> commands;
    for (const Command& command : test.host.commands) {
      if (const auto* pictures = std::get_if<PicturesCommand>(&command)) {
        commands.push_back(*pictures);
      }
    }
    return commands;
  };
  test.place.after_frame();
  test.place.after_frame();
  REQUIRE(asked().size() == 1);
  CHECK(asked()[0].split == Split::kTest);
  CHECK(asked()[0].indices.size() == kRuleImages);
  test.place.act(OpenLesson{1});
  test.place.after_frame();
  CHECK(asked().size() == 1);
  test.place.act(OpenLesson{5});
  test.place.after_frame();
  REQUIRE(asked().size() == 2);
  CHECK(asked()[1].split == Split::kTrain);
  // What has come is not asked for again.
  PicturesEvent pictures;
  pictures.use = PicturesFor::kLesson;
  pictures.split = Split::kTest;
  pictures.indices = {0};
  pictures.labels = {7};
  pictures.pixels.resize(784, 200);
  test.place.on_event(pictures);
  test.place.act(OpenLesson{0});
  test.place.after_frame();
  CHECK(asked().size() == 2);
}

TEST_CASE("a symbol is named by the text and pointed at on the canvas") {
  TestPlace<LearnPlace> test;
  test.place.article_input("symbol", "w");
  CHECK(test.place.state().named_symbol == "w");
  test.place.act(PointAtSymbol{"x"});
  CHECK(test.place.article({0, 0, 1, 1}).find("\"symbol\":\"x\"") != std::string::npos);
  test.place.article_input("symbol", "");
  CHECK(test.place.state().named_symbol.empty());
  test.place.article_input("go", "4");
  CHECK(test.place.state().lesson == 4);
  test.place.article_input("go", "40");
  CHECK(test.place.state().lesson == 4);
}

TEST_CASE("a lesson that is done has a code, with its time where all of it was done at one go") {
  TestPlace<LearnPlace> test;
  test.core.shown = &test.place;
  const auto seconds_when_done = [&] {
    test.core.now_ms += 1'000;
    test.place.advance(0);
    test.core.now_ms += 20'000;
    test.place.advance(0);
    for (const int fact : {0, 1, 2}) test.place.act(ShowFact{fact});
    test.place.act(CountRequests{});
    test.place.after_frame();
    REQUIRE(lesson_done(test.place.state(), 9));
    const CodeReading reading = read_code(code_of_lesson(test.state, 9));
    REQUIRE(reading.fault == CodeFault::kNone);
    CHECK(reading.result.score == lesson_of(9).steps);
    return reading.result.seconds;
  };
  test.place.act(OpenLesson{9});
  CHECK(code_of_lesson(test.state, 9).empty());
  CHECK(seconds_when_done() == 20);
  // The first steps were done at an earlier visit.
  CHECK(test.place.restore(steps({0, 0, 0, 0, 0, 0, 0, 0, 0, 1})));
  test.state.result_codes.clear();
  test.place.act(OpenLesson{9});
  CHECK(seconds_when_done() == 0);
}

TEST_CASE("a lesson offers its link") {
  TestPlace<LearnPlace> test;
  test.place.act(OpenLesson{4});
  test.place.article_input("link", "");
  CHECK(test.host.shown_link == R"({"query":"mode=learn&lesson=4","title":"Lesson 4: Blame"})");
}

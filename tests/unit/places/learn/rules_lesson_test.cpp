#include "places/learn/rules_lesson.h"

#include <doctest/doctest.h>

#include "data/ink.h"
#include "places/learn/learn.h"
#include "unit/app/test_core.h"

using namespace inkling;

namespace {

// Draws a bar of 14 columns at the top, and a stem of 3 columns below it.
Picture bar_and_stem() {
  Picture picture{};
  for (int y = 4; y < 24; ++y) {
    const int from = y < 7 ? 6 : 15, to = y < 7 ? 20 : 18;
    for (int x = from; x < to; ++x) picture[static_cast<std::size_t>(y * 28 + x)] = 255;
  }
  return picture;
}

// The first `sevens` images are such sevens, the others are squares of ink.
PicturesEvent images(int sevens, int others) {
  PicturesEvent event;
  event.use = PicturesFor::kLesson;
  event.split = Split::kTest;
  for (int i = 0; i < sevens + others; ++i) {
    Picture picture = bar_and_stem();
    if (i >= sevens) std::fill(picture.begin() + 28 * 6, picture.begin() + 28 * 20, 255);
    event.indices.push_back(i);
    event.labels.push_back(i < sevens ? 7 : 0);
    event.pixels.insert(event.pixels.end(), picture.begin(), picture.end());
  }
  return event;
}

}  // namespace

TEST_CASE("the rule measures the widths of the ink") {
  const SevenWidths widths = measure_seven(bar_and_stem());
  CHECK(widths[0] == 14);
  CHECK(widths[1] == 3);
  CHECK(widths[2] == 3);
  CHECK(measure_seven(Picture{}) == SevenWidths{});
}

TEST_CASE("each limit of the rule can refuse") {
  const SevenWidths widths = measure_seven(bar_and_stem());
  CHECK(SevenRule{{0, 20, 20}}.accepts(widths));
  CHECK(SevenRule{{14, 3, 3}}.accepts(widths));
  CHECK_FALSE(SevenRule{{15, 3, 3}}.accepts(widths));
  CHECK_FALSE(SevenRule{{14, 2, 3}}.accepts(widths));
  CHECK_FALSE(SevenRule{{14, 3, 2}}.accepts(widths));
}

TEST_CASE("lesson 0: a limit, a good rule, a drawing that beats it, and the network") {
  TestCore test;
  Learn learn;
  open_lesson(test.state, learn, 0);
  const auto told = [&] {
    const auto events = advance_lesson(test.state, learn);
    return events.empty() ? 0 : events.back().step;
  };
  CHECK(told() == 0);
  learn.rules.rule.limits = {0, 20, 20};  // Without a limit, everything is a seven.
  on_rule_pictures(learn.rules, images(120, 950));
  CHECK(learn.rules.images->size() == kRuleSevens + kRuleOthers);
  CHECK(learn.rules.count.found == kRuleSevens);
  CHECK(learn.rules.count.wrong == kRuleOthers);
  CHECK(told() == 1);
  set_seven_limit(learn.rules, SevenWidth::kTop, 1);
  CHECK(told() == 0);
  set_seven_limit(learn.rules, SevenWidth::kStem, 5);
  CHECK(learn.rules.count.found == kRuleSevens);
  CHECK(learn.rules.count.wrong == 0);
  CHECK(told() == 2);
  // The rule says seven of a bar with a stem, whatever the network thinks; and the other way round.
  test.state.demonstrating = false;
  test.state.prediction.empty = false;
  test.state.prediction.picture = bar_and_stem();
  test.state.prediction.probabilities = {};
  test.state.prediction.probabilities[7] = 1;
  CHECK(told() == 0);
  test.state.prediction.probabilities = {};
  test.state.prediction.probabilities[1] = 1;
  CHECK(told() == 3);
  CHECK_FALSE(advance_rules(test.state, learn.rules));  // Nobody has asked.
  learn.rules.network_tried = 0;
  while (advance_rules(test.state, learn.rules)) {
  }
  CHECK(learn.rules.network_tried == learn.rules.images->size());
  CHECK(told() == 4);
}

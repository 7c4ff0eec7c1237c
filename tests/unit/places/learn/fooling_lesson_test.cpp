#include "places/learn/fooling_lesson.h"

#include <doctest/doctest.h>

#include <numeric>

#include "places/learn/learn.h"
#include "unit/app/made_up.h"
#include "unit/app/test_core.h"

using namespace inkling;

namespace {

// Returns a network that takes what has more ink in its left half for a 2, in its right half for a
// 5, and what has much ink everywhere for a 7.
Network<float> left_or_right() {
  Network<float> network({.layers = {kPixels, 10}});
  for (int pixel = 0; pixel < kPixels; ++pixel) {
    network.layer(0).weights(pixel, pixel % kPictureSide < kPictureSide / 2 ? 2 : 5) = 0.3f;
    network.layer(0).weights(pixel, 7) = 0.18f;
  }
  return network;
}

// The picture on the pad is a bar, left of the middle: ten pixels high and three wide. The network
// is sure where all of it is in one half.
struct FoolingTest : TestCore {
  FoolingTest() {
    state.model.network = left_or_right();
    state.demonstrating = false;
    state.prediction.empty = false;
    open_lesson(state, learn, 7);
    draw_bar(10);
  }
  void draw_bar(int column) {
    Picture& picture = state.prediction.picture;
    picture = {};
    for (int y = 9; y < 19; ++y) {
      for (int x = column; x < column + 3; ++x) {
        picture[static_cast<std::size_t>(y * kPictureSide + x)] = 255;
      }
    }
    state.prediction.probabilities = predict(state.model.network, picture);
    study(state, learn);
  }
  void change(const PictureChanges& changes) { change_picture(state, learn, changes); }
  int steps_told() {
    const auto events = advance_lesson(state, learn);
    return events.empty() ? 0 : events.back().step;
  }
  std::string number(std::string_view name) const {
    return inkling::number(lesson_of(7).numbers(state, learn), name);
  }

  Learn learn;
  const Fooling& fooling = learn.fooling;
};

}  // namespace

TEST_CASE("lesson 7: the network reads the picture with its changes") {
  FoolingTest test;
  CHECK(fooled_guess(test.fooling) == 2);
  CHECK(guess_is_right(test.state, test.fooling));
  CHECK(test.fooling.picture == test.state.prediction.picture);
  test.change({.right = 4});
  CHECK(test.fooling.picture == changed(test.state.prediction.picture, {.right = 4}));
  CHECK(fooled_guess(test.fooling) == 5);
  CHECK_FALSE(guess_is_right(test.state, test.fooling));
  CHECK(test.number("drawn") == "2");
  CHECK(test.number("guess") == "5");
  CHECK(test.number("certainty") == "97");
  // Another drawing begins without changes; the same one keeps them.
  study(test.state, test.learn);
  CHECK(test.fooling.changes.right == 4);
  test.draw_bar(7);
  CHECK(test.fooling.changes == PictureChanges{});
  CHECK(guess_is_right(test.state, test.fooling));
}

TEST_CASE("lesson 7: a shift, noise, a sure mistake, no digit, and shuffled pixels") {
  FoolingTest test;
  CHECK(test.steps_told() == 0);
  test.change({.right = 2});
  CHECK(test.steps_told() == 0);  // It is still right.
  test.change({.turn = 180});
  CHECK_FALSE(guess_is_right(test.state, test.fooling));
  CHECK(test.steps_told() == 0);  // It is wrong, but for another reason.
  test.change({.right = 3});
  CHECK(test.steps_told() == 1);

  // Noise that comes to what is wrong already has fooled nobody.
  test.change({.right = 4, .noise = 10});
  CHECK(test.steps_told() == 0);
  int noise = 0;
  do {
    noise += kNoiseStep;
    test.change({.right = 2, .noise = noise});
  } while (guess_is_right(test.state, test.fooling) && noise < 100);
  REQUIRE_FALSE(guess_is_right(test.state, test.fooling));
  CHECK(test.steps_told() == 2);  // However sure it is of noise, that is no third step.

  // With some of the bar in each half it is wrong, and not sure.
  test.change({.right = 3});
  CHECK(test.steps_told() == 0);
  test.change({.turn = 180});
  CHECK(test.steps_told() == 3);

  CHECK(test.steps_told() == 0);
  say_no_digit(test.state, test.learn, true);
  CHECK_FALSE(guess_is_right(test.state, test.fooling));
  CHECK(test.steps_told() == 4);

  show_shuffling(test.learn, true);
  CHECK(test.learn.experiment.chosen == ExperimentKind::kShuffled);
  CHECK(test.number("shuffled") == "–");
  test.learn.experiment.arms = made_up_arms(0.964, 0.98, 0.962, false);
  CHECK(test.steps_told() == 5);
  CHECK(test.number("in-place") == "96.4");
  CHECK(test.number("shuffled") == "96.2");
  CHECK(lesson_done(test.learn, 7));
}

TEST_CASE("lesson 7: the same picture is one try, and sure mistakes are counted") {
  FoolingTest test;
  CHECK(test.number("tries") == "0");
  test.change({.right = 4});
  test.change({.right = 2});
  test.change({});
  test.change({.right = 4});
  CHECK(test.fooling.tries.size() == 2);
  CHECK(sure_tries(test.fooling).all == 1);
  CHECK(sure_tries(test.fooling).wrong == 1);
  CHECK(test.number("sure-wrong") == "1");
  // What was tried on one drawing stays beside what is tried on the next.
  test.draw_bar(6);
  test.change({.right = 2});
  CHECK(test.fooling.tries.size() == 3);
  CHECK(sure_tries(test.fooling).all == 2);
  CHECK(sure_tries(test.fooling).wrong == 1);
}

TEST_CASE("lesson 7: what is no digit is told anew for each drawing") {
  FoolingTest test;
  say_no_digit(test.state, test.learn, true);
  CHECK(test.fooling.no_digit);
  test.draw_bar(6);
  CHECK_FALSE(test.fooling.no_digit);
}

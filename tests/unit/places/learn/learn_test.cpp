#include "places/learn/learn.h"

#include <doctest/doctest.h>

#include <cmath>

#include "app/core/drawing.h"
#include "places/learn/backprop_lesson.h"
#include "places/learn/descent_lesson.h"
#include "places/learn/lesson.h"
#include "places/learn/loss_lesson.h"
#include "places/learn/memorising_lesson.h"
#include "places/learn/neuron_lesson.h"
#include "unit/app/made_up.h"
#include "unit/app/test_core.h"
#include "unit/toy_digits.h"

using namespace inkling;

namespace {

// LessonTest has a lesson open and a seven on the pad.
struct LessonTest : TestCore {
  explicit LessonTest(int number) {
    state.model.network.initialise(1);
    pen_down(core, {0.2f, 0.2f});
    pen_move(core, {0.8f, 0.2f});
    pen_move(core, {0.4f, 0.9f});
    pen_up(core);
    open(number);
    predict();
  }
  void open(int number) { open_lesson(state, learn, number); }
  void predict() {
    predict_drawing(core);
    study(state, learn);
  }
  // Returns the last step that is told, or 0, and checks that all steps are of the open lesson.
  int steps_told() {
    const auto events = advance_lesson(state, learn);
    for (const LessonEvent& event : events) CHECK(event.lesson == learn.lesson);
    return events.empty() ? 0 : events.back().step;
  }
  std::string number(std::string_view name) const {
    return inkling::number(lesson_of(learn.lesson).numbers(state, learn), name);
  }

  Learn learn;
};

}  // namespace

TEST_CASE("lesson 1: a neuron that fires, is silenced, and fires against an objection") {
  LessonTest test(1);
  Learn& learn = test.learn;
  CHECK(test.steps_told() == 1);
  const Neuron blank = neuron_of(test.state, learn);
  CHECK(blank.sum == 0);
  const auto inked = [&](int skip) {
    for (std::size_t i = 0; i < blank.inputs.size(); ++i) {
      if (blank.inputs[i] > 0.05 && skip-- == 0) return i;
    }
    FAIL("no ink");
    return std::size_t{0};
  };
  learn.weights[inked(0)] = 1;
  learn.weights[inked(1)] = 1;
  learn.weights[inked(2)] = 1;
  CHECK(test.steps_told() == 2);
  CHECK(test.number("a") == test.number("sum"));
  learn.bias = -5;
  CHECK(neuron_of(test.state, learn).output == 0);
  CHECK(test.steps_told() == 3);
  learn.bias = 1;
  learn.weights[inked(0)] = -1;
  const auto events = advance_lesson(test.state, learn);
  REQUIRE(events.size() == 1);
  CHECK(events[0].done);
  CHECK(lesson_done(learn, 1));
  CHECK(advance_lesson(test.state, learn).empty());
}

TEST_CASE("a weight goes through its three values") {
  CHECK(next_weight(0) == 1);
  CHECK(next_weight(1) == -1);
  CHECK(next_weight(-1) == 0);
}

TEST_CASE("lesson 3: the loss follows the logit that is pushed") {
  LessonTest test(3);
  Learn& learn = test.learn;
  set_true_label(test.state, learn, 7);
  CHECK(test.number("pushed") == "–");
  const double loss = learn.backprop->loss;
  CHECK(pushed_loss(learn) == doctest::Approx(loss));
  learn.pushed_digit = 7;
  learn.push = 40;
  CHECK(test.number("pushed") == "100.0");
  CHECK(test.number("pt") == "1.00");
  CHECK(pushed_loss(learn) < 1e-6);
  // Far down its probability is too small for a number; the loss is not.
  learn.push = -2000;
  CHECK(test.number("pt") == "0");
  CHECK(pushed_loss(learn) > 1900);
  CHECK(std::isfinite(pushed_loss(learn)));
}

TEST_CASE("lesson 2: a unit, a pixel of it, an output; the numbers are the network's") {
  LessonTest test(2);
  Learn& learn = test.learn;
  CHECK(test.steps_told() == 0);
  learn.network.unit = NetworkView::Unit{0, 7};
  CHECK(test.steps_told() == 1);
  const int pixel = static_cast<int>(
      std::max_element(test.state.prediction.picture.begin(), test.state.prediction.picture.end()) -
      test.state.prediction.picture.begin());
  learn.pixel = pixel;
  CHECK(test.steps_told() == 2);
  CHECK(std::stod(test.number("w")) ==
        doctest::Approx(test.state.model.network.layer(0).weights(pixel, 7)).epsilon(0.05));
  learn.network.unit = NetworkView::Unit{1, 3};
  CHECK(test.steps_told() == 3);
}

TEST_CASE("lesson 3: the truth, something else, and a pushed logit") {
  LessonTest test(3);
  Learn& learn = test.learn;
  CHECK(test.steps_told() == 0);
  learn.few_logits = {5, 1, 0};
  CHECK(test.steps_told() == 1);
  const int likeliest = test.state.prediction.likeliest();
  set_true_label(test.state, learn, likeliest);
  CHECK(test.steps_told() == 2);
  const double loss = learn.backprop->loss;
  set_true_label(test.state, learn, likeliest);
  CHECK(test.steps_told() == 0);
  set_true_label(test.state, learn, (likeliest + 1) % 10);
  CHECK(learn.backprop->loss > loss);
  CHECK(test.steps_told() == 3);
  learn.pushed_digit = (likeliest + 2) % 10;
  learn.push = 0.5;
  CHECK(test.steps_told() == 0);
  learn.push = 5;
  double sum = 0;
  for (const double p : pushed_probabilities(learn)) sum += p;
  CHECK(sum == doctest::Approx(1));
  CHECK(test.steps_told() == 4);
}

TEST_CASE("lesson 4: gears, a weight, a nudge, a small nudge, and one without a gradient") {
  LessonTest test(4);
  Learn& learn = test.learn;
  learn.gears = {3, 3};
  CHECK(test.steps_told() == 0);
  learn.gears = {2, 3};
  CHECK(test.number("turns") == "6");
  CHECK(test.steps_told() == 1);
  const int dark = 0;
  int lit = 0;
  while (test.state.prediction.picture[static_cast<std::size_t>(lit)] < 200) ++lit;
  const auto& activations = learn.network.insight->layers[0].activations;
  int on = 0;
  while (activations[static_cast<std::size_t>(on)] <= 0) ++on;
  learn.weight = InputWeight{lit, on};
  CHECK(test.steps_told() == 2);
  // The first nudge is far too large, the second one small.
  nudge_weight(test.state, learn, 30);
  CHECK(test.steps_told() == 3);
  nudge_weight(test.state, learn, 0.01);
  CHECK(learn.nudge->measured == doctest::Approx(learn.nudge->predicted).epsilon(0.02));
  CHECK(test.steps_told() == 4);
  learn.weight = InputWeight{dark, on};
  CHECK(chosen_chain_rule(test.state, learn)->input == 0);
  CHECK(test.steps_told() == 5);
}

namespace {

PicturesEvent toy_pictures() {
  const ToyDigits toy(40);
  PicturesEvent event;
  event.use = PicturesFor::kLesson;
  event.pixels = toy.pixels;
  event.labels = toy.labels;
  for (int i = 0; i < 40; ++i) event.indices.push_back(i);
  return event;
}

}  // namespace

TEST_CASE("lesson 5: a ball, by hand down, up, down, and four methods") {
  LessonTest test(5);
  Learn& learn = test.learn;
  step_downhill(learn.downhill);  // Nothing is there yet.
  CHECK(test.steps_told() == 0);
  on_landscape_pictures(test.state, learn.downhill, toy_pictures());
  REQUIRE(learn.downhill.losses.size() == 1);
  int frames = 0;
  while (advance_landscape(learn.downhill)) ++frames;
  CHECK(frames > 10);
  CHECK(learn.downhill.heights.size() == std::size_t{kPlaneSide} * kPlaneSide);
  learn.downhill.valley_rate = 2;
  roll_ball(learn.downhill);
  CHECK(learn.downhill.ball.size() == 2);
  CHECK(test.steps_told() == 0);  // It has rolled up the other side.
  lift_ball(learn.downhill);
  learn.downhill.valley_rate = 1;
  for (int i = 0; i < 20; ++i) roll_ball(learn.downhill);
  CHECK(test.steps_told() == 1);
  learn.downhill.rate = 0;
  step_downhill(learn.downhill);
  CHECK(test.steps_told() == 2);
  learn.downhill.rate = 4;
  for (int i = 0; i < 20; ++i) step_downhill(learn.downhill);
  CHECK(test.steps_told() >= 3);
  restart_downhill(learn.downhill);
  CHECK(learn.downhill.path.size() == 1);
  learn.downhill.rate = 1;
  for (int i = 0; i < 300 && learn.steps_done[5] < 4; ++i) {
    step_downhill(learn.downhill);
    advance_lesson(test.state, learn);
  }
  CHECK(learn.steps_done[5] == 4);
  release_methods(learn.downhill);
  CHECK(learn.downhill.methods.size() == 4);
  CHECK(test.steps_told() == 0);
  while (advance_landscape(learn.downhill)) {
  }
  CHECK(test.steps_told() == 5);
}

TEST_CASE("a landscape outlives its lesson, but not its network's shape") {
  LessonTest test(5);
  Learn& learn = test.learn;
  on_landscape_pictures(test.state, learn.downhill, toy_pictures());
  test.open(6);
  test.open(5);
  CHECK(learn.downhill.landscape);
  test.state.model.network = Network<float>({.layers = {784, 8, 10}});
  test.open(5);
  CHECK_FALSE(learn.downhill.landscape);
}

TEST_CASE("lesson 6: first by heart, then what helps") {
  LessonTest test(6);
  Learn& learn = test.learn;
  CHECK(lesson_experiments(learn).size() == 1);
  ExperimentRun& view = learn.experiment;
  view.chosen = ExperimentKind::kImages100;
  view.expected = Relation::kWorse;
  view.arms = made_up_arms(0.96, 1, 0.7, false);
  CHECK(test.steps_told() == 1);
  CHECK(test.number("train") == "100.0");
  CHECK(test.steps_told() == 0);
  CHECK(lesson_experiments(learn).size() > 3);
  view.chosen = ExperimentKind::kDeformed;
  CHECK(test.steps_told() == 2);
}

TEST_CASE("lesson 9: all comparisons, and what was fetched") {
  LessonTest test(9);
  Learn& learn = test.learn;
  learn.facts_seen = 0b011;
  CHECK(test.steps_told() == 0);
  learn.facts_seen = 0b111;
  CHECK(test.steps_told() == 1);
  learn.requests = Learn::Requests{.own = 20, .foreign = 0};
  CHECK(test.steps_told() == 2);
  CHECK(test.number("requests") == "20 files");
}

TEST_CASE("another lesson begins anew; what was done stays done") {
  LessonTest test(9);
  Learn& learn = test.learn;
  learn.facts_seen = 0b111;
  advance_lesson(test.state, learn);
  test.open(3);
  CHECK(learn.steps_done[9] == 1);
  test.open(9);
  CHECK(learn.facts_seen == 0);
  CHECK(learn.steps_done[9] == 1);
}

TEST_CASE("a network of another shape does not leave a lesson pointing at what is gone") {
  LessonTest test(4);
  Learn& learn = test.learn;
  learn.weight = InputWeight{300, 500};
  nudge_weight(test.state, learn, 0.1);
  test.state.model.network = Network<float>({.layers = {784, 8, 10}});
  test.state.model.network.initialise(1);
  test.predict();
  CHECK_FALSE(learn.weight);
  CHECK_FALSE(learn.nudge);
}

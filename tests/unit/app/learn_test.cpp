#include "app/learn.h"

#include <doctest/doctest.h>

#include <cmath>

#include "app/update.h"
#include "ui/lesson.h"
#include "unit/app/made_up.h"
#include "unit/toy_digits.h"

using namespace inkling;

namespace {

State lesson(int number) {
  State state;
  state.network.initialise(1);
  state.place = Place::kLearn;
  pen_down(state, {0.2f, 0.2f});
  pen_move(state, {0.8f, 0.2f});
  pen_move(state, {0.4f, 0.9f});
  pen_up(state);
  open_lesson(state, number);
  read_drawing(state);
  return state;
}

// The steps that were told, and that each came alone.
int steps_told(State& state) {
  const auto events = advance_lesson(state);
  for (const LessonEvent& event : events) CHECK(event.lesson == state.learn.lesson);
  return events.empty() ? 0 : events.back().step;
}

std::string number(const State& state, std::string_view name) {
  for (const auto& [key, value] : lesson_numbers(state)) {
    if (key == name) return value;
  }
  return "none";
}

}  // namespace

TEST_CASE("lesson 1: a neuron that fires, is silenced, and fires against an objection") {
  State state = lesson(1);
  CHECK(steps_told(state) == 1);
  const Neuron blank = neuron_of(state);
  CHECK(blank.sum == 0);
  const auto inked = [&](int skip) {
    for (std::size_t i = 0; i < blank.inputs.size(); ++i) {
      if (blank.inputs[i] > 0.05 && skip-- == 0) return i;
    }
    FAIL("no ink");
    return std::size_t{0};
  };
  state.learn.weights[inked(0)] = 1;
  state.learn.weights[inked(1)] = 1;
  state.learn.weights[inked(2)] = 1;
  CHECK(steps_told(state) == 2);
  CHECK(number(state, "output") == number(state, "sum"));
  state.learn.bias = -5;
  CHECK(neuron_of(state).output == 0);
  CHECK(steps_told(state) == 3);
  state.learn.bias = 1;
  state.learn.weights[inked(0)] = -1;
  const auto events = advance_lesson(state);
  REQUIRE(events.size() == 1);
  CHECK(events[0].done);
  CHECK(lesson_done(state.learn, 1));
  CHECK(advance_lesson(state).empty());
}

TEST_CASE("a weight goes through its three values") {
  CHECK(next_weight(0) == 1);
  CHECK(next_weight(1) == -1);
  CHECK(next_weight(-1) == 0);
}

TEST_CASE("lesson 3: the loss follows the logit that is pushed") {
  State state = lesson(3);
  state_label(state, 7);
  CHECK(number(state, "pushed") == "–");
  const double loss = state.learn.blame->loss;
  CHECK(pushed_loss(state) == doctest::Approx(loss));
  state.learn.pushed_digit = 7;
  state.learn.push = 40;
  CHECK(number(state, "pushed") == "100.0");
  CHECK(number(state, "probability") == "1.00");
  CHECK(pushed_loss(state) < 1e-6);
  // Far down its probability is too small for a number; the loss is not.
  state.learn.push = -2000;
  CHECK(number(state, "probability") == "0");
  CHECK(pushed_loss(state) > 1900);
  CHECK(std::isfinite(pushed_loss(state)));
}

TEST_CASE("lesson 2: a unit, a pixel of it, an output; the numbers are the network's") {
  State state = lesson(2);
  CHECK(steps_told(state) == 0);
  state.inside.unit = Inside::Unit{0, 7};
  CHECK(steps_told(state) == 1);
  const int pixel = static_cast<int>(
      std::max_element(state.reading.picture.begin(), state.reading.picture.end()) -
      state.reading.picture.begin());
  state.learn.pixel = pixel;
  CHECK(steps_told(state) == 2);
  CHECK(std::stod(number(state, "w")) ==
        doctest::Approx(state.network.layer(0).weights(pixel, 7)).epsilon(0.05));
  state.inside.unit = Inside::Unit{1, 3};
  CHECK(steps_told(state) == 3);
}

TEST_CASE("lesson 3: the truth, something else, and a pushed logit") {
  State state = lesson(3);
  CHECK(steps_told(state) == 0);
  const int likeliest = state.reading.likeliest();
  state_label(state, likeliest);
  CHECK(steps_told(state) == 1);
  const double loss = state.learn.blame->loss;
  state_label(state, likeliest);
  CHECK(steps_told(state) == 0);
  state_label(state, (likeliest + 1) % 10);
  CHECK(state.learn.blame->loss > loss);
  CHECK(steps_told(state) == 2);
  state.learn.pushed_digit = (likeliest + 2) % 10;
  state.learn.push = 0.5;
  CHECK(steps_told(state) == 0);
  state.learn.push = 5;
  double sum = 0;
  for (const double p : pushed_probabilities(state)) sum += p;
  CHECK(sum == doctest::Approx(1));
  CHECK(steps_told(state) == 3);
}

TEST_CASE("lesson 4: a weight, a nudge, a small nudge, and one without blame") {
  State state = lesson(4);
  const int dark = 0;
  int lit = 0;
  while (state.reading.picture[static_cast<std::size_t>(lit)] < 200) ++lit;
  const auto& activations = state.inside.insight->layers[0].activations;
  int on = 0;
  while (activations[static_cast<std::size_t>(on)] <= 0) ++on;
  state.learn.weight = FirstWeight{lit, on};
  CHECK(steps_told(state) == 1);
  // Far too much; then less.
  nudge_weight(state, 30);
  CHECK(steps_told(state) == 2);
  nudge_weight(state, 0.01);
  CHECK(state.learn.nudge->measured == doctest::Approx(state.learn.nudge->predicted).epsilon(0.02));
  CHECK(steps_told(state) == 3);
  state.learn.weight = FirstWeight{dark, on};
  CHECK(chosen_chain_rule(state)->input == 0);
  CHECK(steps_told(state) == 4);
}

namespace {

PicturesEvent toy_pictures() {
  const ToyDigits toy(40);
  PicturesEvent event;
  event.use = PicturesFor::kLandscape;
  event.pixels = toy.pixels;
  event.labels = toy.labels;
  for (int i = 0; i < 40; ++i) event.indices.push_back(i);
  return event;
}

}  // namespace

TEST_CASE("lesson 5: by hand down, up, down, and four methods") {
  State state = lesson(5);
  CHECK(wants_landscape(state));
  step_downhill(state);  // nothing is there yet
  CHECK(steps_told(state) == 0);
  apply_event(state, toy_pictures());
  CHECK_FALSE(wants_landscape(state));
  REQUIRE(state.learn.downhill.losses.size() == 1);
  int frames = 0;
  while (advance_landscape(state)) ++frames;
  CHECK(frames > 10);
  CHECK(state.learn.downhill.heights.size() == std::size_t{kPlaneSide} * kPlaneSide);
  state.learn.downhill.rate = 0;
  step_downhill(state);
  CHECK(steps_told(state) == 1);
  state.learn.downhill.rate = 4;
  for (int i = 0; i < 20; ++i) step_downhill(state);
  CHECK(steps_told(state) >= 2);
  restart_downhill(state);
  CHECK(state.learn.downhill.path.size() == 1);
  state.learn.downhill.rate = 1;
  for (int i = 0; i < 300 && state.learn.steps_done[4] < 3; ++i) {
    step_downhill(state);
    advance_lesson(state);
  }
  CHECK(state.learn.steps_done[4] == 3);
  release_methods(state);
  CHECK(state.learn.downhill.methods.size() == 4);
  CHECK(steps_told(state) == 0);
  while (advance_landscape(state)) {
  }
  CHECK(steps_told(state) == 4);
}

TEST_CASE("a landscape outlives its lesson, but not its network's shape") {
  State state = lesson(5);
  apply_event(state, toy_pictures());
  open_lesson(state, 6);
  open_lesson(state, 5);
  CHECK(state.learn.downhill.landscape);
  state.network = Network<float>({.layers = {784, 8, 10}});
  open_lesson(state, 5);
  CHECK_FALSE(state.learn.downhill.landscape);
  CHECK(wants_landscape(state));
}

TEST_CASE("lesson 6: first by heart, then what helps") {
  State state = lesson(6);
  CHECK(lesson_experiments(state).size() == 1);
  ExperimentView& view = state.inside.experiment;
  view.chosen = ExperimentKind::kImages100;
  view.expected = Comparative::kWorse;
  view.sides = made_up_sides(0.96, 1, 0.7, false);
  CHECK(steps_told(state) == 1);
  CHECK(number(state, "train") == "100.0");
  CHECK(steps_told(state) == 0);
  CHECK(lesson_experiments(state).size() > 3);
  view.chosen = ExperimentKind::kDeformed;
  CHECK(steps_told(state) == 2);
}

TEST_CASE("lesson 7: all comparisons, and what was fetched") {
  State state = lesson(7);
  state.learn.facts_seen = 0b011;
  CHECK(steps_told(state) == 0);
  state.learn.facts_seen = 0b111;
  CHECK(steps_told(state) == 1);
  state.learn.requests = Learn::Requests{.own = 20, .foreign = 0};
  CHECK(steps_told(state) == 2);
  CHECK(number(state, "requests") == "20 files");
}

TEST_CASE("another lesson begins anew; what was done stays done") {
  State state = lesson(7);
  state.learn.facts_seen = 0b111;
  advance_lesson(state);
  open_lesson(state, 3);
  CHECK(state.learn.steps_done[6] == 1);
  open_lesson(state, 7);
  CHECK(state.learn.facts_seen == 0);
  CHECK(state.learn.steps_done[6] == 1);
}

TEST_CASE("a network of another shape does not leave a lesson pointing at what is gone") {
  State state = lesson(4);
  state.learn.weight = FirstWeight{300, 500};
  nudge_weight(state, 0.1);
  state.network = Network<float>({.layers = {784, 8, 10}});
  state.network.initialise(1);
  read_drawing(state);
  CHECK_FALSE(state.learn.weight);
  CHECK_FALSE(state.learn.nudge);
}

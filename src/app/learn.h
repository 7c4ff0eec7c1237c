// The lessons: what is done with the hands in each, and when a step of one is done. Pure.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "app/state.h"

namespace inkling {

inline constexpr int kLessonSteps[kLessons] = {4, 3, 3, 4, 4, 2, 2};

// What the embedding page is told: a step that was just done, and whether it was the last one.
struct LessonEvent {
  int lesson = 1;
  int step = 0;
  bool done = false;
};

// Another lesson, or the same from its beginning; what was done in it stays done.
void open_lesson(State& state, int lesson);
inline bool lesson_done(const Learn& learn, int lesson) {
  return learn.steps_done[static_cast<std::size_t>(lesson - 1)] >= kLessonSteps[lesson - 1];
}

// Counts the steps that have been done, in their order.
std::vector<LessonEvent> advance_lesson(State& state);

// What the lessons show of the newest reading. Called by read_drawing() where they are shown.
void study(State& state);

// ---- 1: one neuron ------------------------------------------------------------------------------

// It sees the drawing through few squares: each input is the mean ink in one, 0 to 1.
struct Neuron {
  std::array<double, kNeuronInputs> inputs{};
  std::array<double, kNeuronInputs> products{};
  double bias = 0;
  double sum = 0;     // of the products and the bias
  double output = 0;  // ReLU: max(0, sum)
};
Neuron neuron_of(const State& state);
// The next of 0, 1, -1.
int next_weight(int weight);

// ---- 3: being wrong -----------------------------------------------------------------------------

// "It is a 7": what the loss is measured against.
void state_label(State& state, int label);
// The probabilities when one logit is pushed.
std::vector<double> pushed_probabilities(const State& state);
// The loss that goes with them. A number even where the label's probability is too small for one.
double pushed_loss(const State& state);

// ---- 4: blame -----------------------------------------------------------------------------------

// The chain rule for the chosen weight; empty where nothing is drawn or none is chosen.
std::optional<ChainRule> chosen_chain_rule(const State& state);
void nudge_weight(State& state, double nudge);

// ---- 5: a step downhill -------------------------------------------------------------------------

inline constexpr int kLandscapeImages = 128;
// The part of the plane that is shown, and how finely.
inline constexpr double kPlaneLow = -1;
inline constexpr double kPlaneHigh = 6;
inline constexpr int kPlaneSide = 29;  // points along a side
inline constexpr PlanePoint kPlaneStart = {0, 4.5};
inline constexpr double kRates[] = {0.03, 0.1, 0.3, 1, 3};
inline constexpr int kDescentSteps = 40;

bool wants_landscape(const State& state);
void landscape_pictures_came(State& state, const PicturesEvent& event);
void step_downhill(State& state);
void restart_downhill(State& state);
void release_methods(State& state);
// Measures some more of the landscape, and lets the methods take a step. Returns whether there is
// more to do.
bool advance_landscape(State& state);

// ---- 6: learning or memorising ------------------------------------------------------------------

// The experiments that the lesson offers: first the one with few images, then what may help.
std::span<const ExperimentKind> lesson_experiments(const State& state);

}  // namespace inkling

// Defines what a lesson is made of. Its text stands in the DOM, and its numbers come from here.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "places/learn/learn_state.h"
#include "ui/ui.h"

namespace inkling {

// A lesson's text and its hands-on part show these numbers, which go by their names. A number that
// is not known yet is a dash.
using LessonNumbers = std::vector<std::pair<const char*, std::string>>;

std::string number(const LessonNumbers& numbers, std::string_view name);
// Returns the dash that stands for a number that is not known yet.
std::string unknown_number(const State& state);

struct Lesson {
  int steps = 0;
  // The pad is there.
  bool has_pad = false;
  // The lesson is about a drawing of the visitor's own, and cannot begin without one.
  bool wants_drawing = false;
  // But so many steps come before it is needed.
  int steps_without_drawing = 0;
  // The drawing may be of anything, and there is something to do before it is there.
  bool any_drawing = false;
  // Returns whether what was done by hand is enough for a step, counted from 0.
  bool (*step_done)(const State& state, const Learn& learn, int step) = nullptr;
  LessonNumbers (*numbers)(const State& state, const Learn& learn) = nullptr;
  // Draws the hands-on part from the top of `area` and returns its height.
  float (*draw)(Ui& ui, const State& state, const Learn& learn, Rect area, float visible,
                const LessonNumbers& numbers) = nullptr;
};

// Some lessons are asked for by their numbers.
inline constexpr int kRulesLesson = 0;
inline constexpr int kLossLesson = 3;
inline constexpr int kBackpropLesson = 4;
inline constexpr int kDescentLesson = 5;
inline constexpr int kMemorisingLesson = 6;
inline constexpr int kFoolingLesson = 7;

// Returns a lesson by its number, which counts from 0.
const Lesson& lesson_of(int number);

}  // namespace inkling

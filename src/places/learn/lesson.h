// What a lesson is made of. Its text stands in the DOM, its numbers come from here.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "places/learn/learn_state.h"
#include "ui/ui.h"

namespace inkling {

// The numbers of a lesson, as its text and its hands-on part show them, by name. A number that is
// not known yet is a dash.
using LessonNumbers = std::vector<std::pair<const char*, std::string>>;

std::string number(const LessonNumbers& numbers, std::string_view name);
// The dash.
std::string unknown_number(const State& state);

struct Lesson {
  int steps = 0;
  // Whether it is about a drawing of the visitor's own.
  bool wants_drawing = false;
  // Whether what the hands have done is enough for a step, counted from 0.
  bool (*step_done)(const State& state, const Learn& learn, int step) = nullptr;
  LessonNumbers (*numbers)(const State& state, const Learn& learn) = nullptr;
  // Draws the hands-on part from the top of `area` and returns its height.
  float (*draw)(Ui& ui, const State& state, const Learn& learn, Rect area, float visible,
                const LessonNumbers& numbers) = nullptr;
};

// By its number, from 1.
const Lesson& lesson_of(int number);

}  // namespace inkling

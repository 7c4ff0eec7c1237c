// Handles the lessons as a whole: which one is open, and what has been done in it. These functions
// change nothing but the Learn that they are given.
#pragma once

#include <string>
#include <vector>

#include "app/core/class_result.h"
#include "places/learn/learn_state.h"
#include "ui/rect.h"

namespace inkling {

// The embedding page is told the newest step that is done, and whether the lesson is done with it.
struct LessonEvent {
  int lesson = 0;
  int step = 0;
  bool done = false;
};
std::string to_json(const LessonEvent& event);

// Opens another lesson, or the same one from its beginning; what was done in it stays done.
void open_lesson(const State& state, Learn& learn, int lesson);
bool lesson_done(const Learn& learn, int lesson);

// Returns what the open lesson, which is done, hands in. Its time is 0 where some of it was done
// earlier.
ClassResult lesson_result(const Learn& learn);

// Counts the steps that have been done, in their order, and returns an event for each.
std::vector<LessonEvent> advance_lesson(const State& state, Learn& learn);

// Fits what the lessons show to the newest prediction.
void study(const State& state, Learn& learn);

// Returns this JSON, in which `done` counts the steps and `rect` says where on the page the text
// goes:
// {"lesson": 4, "language": "en", "done": 1, "numbers": {"loss": "2.31"}, "symbol": "w",
// "rect": [x, y, w, h]}, where `symbol` is pointed at on the canvas.
std::string lesson_json(const State& state, const Learn& learn, Rect article);

}  // namespace inkling

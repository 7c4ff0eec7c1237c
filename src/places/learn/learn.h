// The lessons as a whole: which one is open, what has been done in it. Pure.
#pragma once

#include <string>
#include <vector>

#include "places/learn/learn_state.h"
#include "ui/rect.h"

namespace inkling {

// What the embedding page is told: a step that was just done, and whether it was the last one.
struct LessonEvent {
  int lesson = 1;
  int step = 0;
  bool done = false;
};
std::string to_json(const LessonEvent& event);

// Another lesson, or the same from its beginning; what was done in it stays done.
void open_lesson(const State& state, Learn& learn, int lesson);
bool lesson_done(const Learn& learn, int lesson);

// Counts the steps that have been done, in their order.
std::vector<LessonEvent> advance_lesson(const State& state, Learn& learn);

// Fits what the lessons show to the newest prediction.
void study(const State& state, Learn& learn);

// {"lesson": 4, "language": "en", "done": 1, "numbers": {"loss": "2.31"}, "rect": [x, y, w, h]}.
// `done` counts the steps; `article` is where on the page the text goes.
std::string lesson_json(const State& state, const Learn& learn, Rect article);

}  // namespace inkling

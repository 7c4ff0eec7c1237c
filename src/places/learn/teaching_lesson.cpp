#include "places/learn/teaching_lesson.h"

namespace inkling {
namespace {

bool teaching_step_done(const State&, const Learn&, int) { return false; }

LessonNumbers teaching_numbers(const State&, const Learn&) { return {}; }

float draw_teaching(Ui&, const State&, const Learn&, Rect, float, const LessonNumbers&) {
  return 0;
}

}  // namespace

Lesson teaching_lesson() {
  return {.steps = 1,
          .wants_drawing = true,
          .step_done = teaching_step_done,
          .numbers = teaching_numbers,
          .draw = draw_teaching};
}

}  // namespace inkling

#include "places/learn/rules_lesson.h"

namespace inkling {
namespace {

bool rules_step_done(const State&, const Learn&, int) { return false; }

LessonNumbers rules_numbers(const State&, const Learn&) { return {}; }

float draw_rules(Ui&, const State&, const Learn&, Rect, float, const LessonNumbers&) { return 0; }

}  // namespace

Lesson rules_lesson() {
  return {.steps = 1,
          .wants_drawing = false,
          .step_done = rules_step_done,
          .numbers = rules_numbers,
          .draw = draw_rules};
}

}  // namespace inkling

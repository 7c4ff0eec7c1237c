#include "places/learn/fooling_lesson.h"

namespace inkling {
namespace {

bool fooling_step_done(const State&, const Learn&, int) { return false; }

LessonNumbers fooling_numbers(const State&, const Learn&) { return {}; }

float draw_fooling(Ui&, const State&, const Learn&, Rect, float, const LessonNumbers&) { return 0; }

}  // namespace

Lesson fooling_lesson() {
  return {.steps = 1,
          .wants_drawing = true,
          .step_done = fooling_step_done,
          .numbers = fooling_numbers,
          .draw = draw_fooling};
}

}  // namespace inkling

// Lesson 2 shows the layers of neurons, unit by unit.
#pragma once

#include "places/learn/lesson.h"

namespace inkling {

struct ChoosePixel {
  int pixel;
};

Lesson layers_lesson();

}  // namespace inkling

// Lesson 0 asks for rules that tell a seven, and lets a drawing beat them.
#pragma once

#include "places/learn/lesson.h"

namespace inkling {

Lesson rules_lesson();

}  // namespace inkling

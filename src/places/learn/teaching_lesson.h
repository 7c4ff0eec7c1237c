// Lesson 8 teaches the network a symbol of the visitor's own.
#pragma once

#include "places/learn/lesson.h"

namespace inkling {

Lesson teaching_lesson();

}  // namespace inkling

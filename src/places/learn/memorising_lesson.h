// Lesson 6 compares learning with learning by heart.
#pragma once

#include <span>

#include "places/learn/lesson.h"

namespace inkling {

// Returns the experiments of the lesson: first the one with few images, then those that may help.
std::span<const ExperimentKind> lesson_experiments(const Learn& learn);

Lesson memorising_lesson();

}  // namespace inkling

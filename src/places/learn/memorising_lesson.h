// 6: learning, or learning by heart.
#pragma once

#include <span>

#include "places/learn/lesson.h"

namespace inkling {

// The experiments that the lesson offers: first the one with few images, then what may help.
std::span<const ExperimentKind> lesson_experiments(const Learn& learn);

Lesson memorising_lesson();

}  // namespace inkling

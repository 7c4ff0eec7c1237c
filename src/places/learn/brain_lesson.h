// 7: brain and network.
#pragma once

#include "places/learn/lesson.h"

namespace inkling {

struct ShowFact {
  int fact;
};
// How many files the page has fetched.
struct CountRequests {};

Lesson brain_lesson();

}  // namespace inkling

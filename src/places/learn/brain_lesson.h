// Lesson 7 compares the brain with the network.
#pragma once

#include "places/learn/lesson.h"

namespace inkling {

struct ShowFact {
  int fact;
};
// Asks how many files the page has fetched.
struct CountRequests {};

Lesson brain_lesson();

}  // namespace inkling

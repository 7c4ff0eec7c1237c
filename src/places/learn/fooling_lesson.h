// Lesson 7 changes the drawing until the network is wrong.
#pragma once

#include "places/learn/lesson.h"

namespace inkling {

Lesson fooling_lesson();

}  // namespace inkling

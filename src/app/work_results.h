// A file of saved work has results to tell, for a teacher who gets it in the place of codes.
#pragma once

#include <vector>

#include "app/core/class_result.h"
#include "app/core/saved_records.h"

namespace inkling {

struct WorkResults {
  std::vector<ClassResult> results;  // They were kept as codes, the newest last.
  // Best scores and lessons of which nothing else was kept: how long they took and which digits
  // were hard is not known, and of a lesson, whether all its steps are done.
  std::vector<ClassResult> without_details;
};

WorkResults results_of_work(const SavedVisitor& visitor);

}  // namespace inkling

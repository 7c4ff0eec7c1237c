// What is said of experiments.
#pragma once

#include <string>

#include "app/experiments.h"
#include "ui/strings.h"

namespace inkling {

// The name of the experiment's one difference: "100 images".
Text other_side(ExperimentKind kind);
// And of what it is compared with.
Text usual_side(ExperimentKind kind);

// One sentence about what happened.
std::string finding_words(Language language, ExperimentKind kind, const Finding& finding);

}  // namespace inkling

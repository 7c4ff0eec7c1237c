// What is said of experiments.
#pragma once

#include <string>

#include "places/shared/experiments.h"
#include "ui/strings.h"

namespace inkling {

// The name of the experiment's one difference: "100 images".
Text variant_name(ExperimentKind kind);
// And of what it is compared with.
Text control_name(ExperimentKind kind);

// One sentence about what happened.
std::string finding_words(Language language, ExperimentKind kind, const Finding& finding);

}  // namespace inkling

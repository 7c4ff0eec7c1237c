// Puts experiments into words.
#pragma once

#include <string>

#include "places/shared/experiments.h"
#include "ui/strings.h"

namespace inkling {

// Names the experiment's one difference, as in "100 images".
Text variant_name(ExperimentKind kind);
// Names what it is compared with.
Text control_name(ExperimentKind kind);
Text expectation_name(Relation relation);

// Returns one sentence about what happened.
std::string finding_words(Language language, ExperimentKind kind, const Finding& finding);

}  // namespace inkling

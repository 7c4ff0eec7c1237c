// Writes settings as a program for PyTorch.
#pragma once

#include "code/program.h"
#include "nn/settings.h"
#include "ui/language.h"

namespace inkling {

// Returns a program that trains as a run with these settings does, but for the random numbers: the
// same seed begins another sequence there. Deformed copies are alike only, which the program says.
Program pytorch_program(const Settings& settings, Language language = Language::kEnglish);

}  // namespace inkling

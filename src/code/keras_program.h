// Writes settings as a program for Keras 3.
#pragma once

#include "code/program.h"
#include "nn/settings.h"
#include "ui/language.h"

namespace inkling {

// Returns a program that trains as a run with these settings does, but for the random numbers: the
// same seed begins another sequence there. Deformed copies are alike only, which the program says.
// Its comments are in this language.
Program keras_program(const Settings& settings, Language language = Language::kEnglish);

// These limits of Keras's layers come nearest to ours in data/deform.cpp: 0.22 of the 2 pi radians
// of a turn, 0.7 of 28 pixels, and sides that vary as much as ours.
inline constexpr double kKerasRotation = 0.035;
inline constexpr double kKerasTranslation = 0.025;
inline constexpr double kKerasZoom = 0.14;

}  // namespace inkling

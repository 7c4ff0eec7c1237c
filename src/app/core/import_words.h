// Says what was found out about a network that was taken in.
#pragma once

#include <string>
#include <vector>

#include "app/core/importing.h"
#include "ui/language.h"

namespace inkling {

// Each is a sentence of its own; there are none where all is as we would have taken it.
std::vector<std::string> import_notes(Language language, const Import& import);

// Says what the file was, and all notes.
std::string import_words(Language language, const Import& import);

std::string scaling_words(Language language, PixelScaling scaling);

}  // namespace inkling

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

// Says how a file of a format that is not read becomes one that is: `id` is an UnreadFormat's.
std::string refused_format_words(Language language, const std::string& id);

std::string scaling_words(Language language, PixelScaling scaling);

}  // namespace inkling

// Holds the words of the comments in programs.
#pragma once

#include <initializer_list>
#include <string>

#include "ui/language.h"

namespace inkling {

enum class ProgramWords {
#define WORDS(id, english, chinese) id,
#include "code/program_words.def"
#undef WORDS
};

// Returns the words with {0} and {1} replaced.
std::string program_words(Language language, ProgramWords id,
                          std::initializer_list<std::string> values = {});

}  // namespace inkling

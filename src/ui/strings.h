// Holds every text that a visitor meets, in every language.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "ui/language.h"

namespace inkling {

enum class Text {
#define STRING(id, english, chinese) id,
#include "ui/strings.def"
#undef STRING
  kCount
};

// Some texts speak of digits. Where the classes are others, each of them has another text for it,
// of the same name with "OfClasses" behind it.
enum class TextsFor { kDigits, kClasses };
void use_texts(TextsFor texts);

std::string_view text(Language language, Text id);

// Returns the text with {0}, {1}, ... replaced, and {0|step|steps} by the form that goes with value
// 0: "1" has the singular.
std::string text(Language language, Text id, std::initializer_list<std::string> values);

// Returns all texts of a language one after another, which are the characters that its font must
// have.
std::string all_texts(Language language);

}  // namespace inkling

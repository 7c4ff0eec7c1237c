// Names the classes: the digits by themselves, a visitor's symbols by letters.
#pragma once

#include <string>

#include "ui/strings.h"

namespace inkling {

// Returns "7" or "A", where there is room for one letter.
std::string class_sign(int label);
// Returns "7" or "symbol A".
std::string class_name(Language language, int label);
// Returns "A 7", "An 8" or "Your symbol A", as a sentence begins, or "a 7" inside of one.
std::string class_with_article(Language language, int label, bool begins = false);

}  // namespace inkling

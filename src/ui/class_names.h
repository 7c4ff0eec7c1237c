// What the classes are called: the digits by themselves, a visitor's symbols by letters.
#pragma once

#include <string>

#include "ui/strings.h"

namespace inkling {

// "7", "A": where there is room for one letter.
std::string class_sign(int label);
// "7", "symbol A".
std::string class_name(Language language, int label);

}  // namespace inkling

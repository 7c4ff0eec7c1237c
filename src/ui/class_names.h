// Names the classes: the digits by themselves, a visitor's symbols by letters, the classes of a
// data set of the visitor's own by the names that it has.
#pragma once

#include <string>
#include <vector>

#include "ui/strings.h"

namespace inkling {

// From now on the classes have these names, in all of the app; without any, they are the digits.
// What is said of digits is said of classes meanwhile.
void use_class_names(std::vector<std::string> names);
// Returns whether the classes are the digits.
bool classes_are_digits();

// Returns "7" or "A", where there is room for one letter, and the first two of a longer name.
std::string class_sign(int label);
// Returns "7" or "symbol A" or "Sandal".
std::string class_name(Language language, int label);
// Returns "A 7", "An 8" or "Your symbol A", as a sentence begins, or "a 7" inside of one.
std::string class_with_article(Language language, int label, bool begins = false);

}  // namespace inkling

// Says which numbers a picture holds.
#pragma once

#include <string>
#include <vector>

#include "engine/protocol.h"

namespace inkling {

// Returns the digits of each line, in the order in which one reads. What is no digit is left out,
// and so is a line of nothing else; one of the visitor's own symbols is a star. Classes of a data
// set of the visitor's own have the signs of their names.
std::vector<std::string> lines_of(const PictureReadEvent& event);

}  // namespace inkling

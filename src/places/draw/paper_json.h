// Tells the page where a picture or the camera is to be shown, and the frames on it.
#pragma once

#include <string>

#include "places/draw/paper.h"
#include "ui/language.h"
#include "ui/rect.h"

namespace inkling {

// Returns nothing where no picture is to be seen.
std::string paper_json(Language language, const Paper& paper, Rect area);

}  // namespace inkling

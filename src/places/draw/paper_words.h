// Says what was found in a picture, and why a picture or the camera was refused.
#pragma once

#include <string>

#include "places/draw/paper.h"
#include "ui/language.h"

namespace inkling {

// `reason` is one that web/pictures.js or web/camera.js gives.
std::string refusal_words(Language language, const std::string& reason);

// Returns how many digits there are, how many of them are unsure, and what was left out.
std::string found_words(Language language, const Paper& paper);

// Returns what a frame says to those who do not see it, and the short form that stands at it.
std::string digit_words(Language language, const PictureReadEvent::Digit& digit);
// Says the same of a drawing on a practice sheet.
std::string practice_words(Language language, const PictureReadEvent::Digit& digit);
std::string digit_tag(Language language, const PictureReadEvent::Digit& digit);

}  // namespace inkling

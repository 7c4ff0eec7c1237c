// Decides where lines of text end, in scripts with and without spaces.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

namespace inkling {

// Cuts `text` into lines that `width_of` measures at most `width`. Lines end at line feeds, at
// spaces, or between
// two characters of which one is Chinese; never before closing punctuation. A word that is too long
// for a line is not cut.
std::vector<std::string_view> wrap_text(std::string_view text, float width,
                                        const std::function<float(std::string_view)>& width_of);

}  // namespace inkling

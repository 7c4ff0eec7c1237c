// Shows the settings as a program, and takes a program as settings. The page shows its text, which
// can be chosen, copied and pasted there.
#pragma once

#include <string>
#include <string_view>

#include "app/core/state.h"
#include "places/train/train_state.h"
#include "ui/rect.h"

namespace inkling {

// Returns what the page shows in `area`, as JSON: see web/code_panel.js.
std::string code_json(const State& state, const CodePanel& panel, Rect area);

// Returns the program as it is on the page, as a file: text, or a notebook.
std::string code_file(const State& state, const CodePanel& panel, bool notebook);

// Says why a piece of a program is not in the settings, and what is there instead.
std::string finding_words(Language language, const ProgramFinding& finding);

}  // namespace inkling

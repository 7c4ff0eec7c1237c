// What went wrong is said to the visitor in a notice, one at a time.
#pragma once

#include <string>

#include "app/core/core.h"

namespace inkling {

// Returns what the notice says.
std::string notice_words(const State& state, const Notice& notice);

// Puts up a notice, and has screen readers say it.
void tell(Core& core, Notice notice);

// Several things may be missing: they are told one after the other.
void tell_missing(Core& core, ErrorCode code);
// A notice must not outlive its cause.
void clear_notice(Core& core, ErrorCode code);

// Puts the notice on the screen, or takes it away, unless a digit is being drawn. Returns whether
// that still waits for the pen, which was lifted too short a time ago.
bool settle_notice(Core& core, double elapsed_ms);

// Copies the lines in Python of the notice, and says so in it when they are on the clipboard.
void copy_lines(Core& core);
void lines_copied(Core& core);

// Tries once more what the notice is about.
void retry(Core& core);

}  // namespace inkling

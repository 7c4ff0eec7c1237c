// The parameters of the page's address and the attributes of the element have the names of the
// public API: mode, lang, theme, menu, locked, kernel, threads, a setting, or one of a place's own.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/core/core.h"

namespace inkling {

// Each attribute is a name and a value.
using Attributes = std::vector<std::pair<std::string, std::string>>;

// Sets a parameter before the app has started. A value that cannot be used is told in a notice.
// Returns whether there is a parameter of that name.
bool set_parameter(Core& core, const std::string& name, const std::string& value);

// Gives settings that are locked and were not named their usual values, whatever an earlier visit
// has left. All parameters of the address have been set.
void settle_locks(Core& core);

// Sets parameters while the app runs: all of them, or none.
Status configure(Core& core, const Attributes& attributes);

}  // namespace inkling

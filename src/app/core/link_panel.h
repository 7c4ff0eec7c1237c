// A link is offered as text to copy and as a QR code, by which a class joins with its phones. The
// page shows both over everything else: see web/link_panel.js.
#pragma once

#include <string>

#include "app/core/core.h"
#include "nn/settings.h"

namespace inkling {

// Shows the link with this query, which leads to what `title` says.
void show_link(Core& core, const std::string& query, const std::string& title);

// Returns the query of a lab with these settings: those that are not the usual ones.
std::string settings_query(const Settings& settings);

}  // namespace inkling

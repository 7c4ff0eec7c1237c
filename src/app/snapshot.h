// A snapshot shows one thing of the app, for a file.
#pragma once

#include <string>

#include "app/core/core.h"
#include "ui/rect.h"
#include "ui/ui.h"

namespace inkling {

// Returns why there is nothing to be shown, if so.
Status check_snapshot(const State& state, Snapshot snapshot);

// Returns the name of the file: "inkling-curves.png"; of the screen, it has the place's name.
std::string snapshot_name(const Core& core, Snapshot snapshot);

// Returns the size of what draw_snapshot() draws. The screen has its own.
Rect snapshot_area(Snapshot snapshot);

// Draws the drawing, the curves or the network, and nothing else.
void draw_snapshot(Ui& ui, const State& state, Snapshot snapshot, Rect area);

// Returns what stands above and below the screen on a sheet of paper, as JSON: {title, settings}.
std::string sheet_words_json(const Core& core);

}  // namespace inkling

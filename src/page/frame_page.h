// Draws the frames of the app on the canvas, and pictures of it (app/snapshot.h), of which the page
// makes files.
#pragma once

#include "api/api.h"
#include "app/app.h"
#include "app/core/host.h"

namespace inkling {

void ask_page_for_snapshot(Snapshot snapshot, int number);

// These are the page's own; they must be there.
App& shown_app();
Api& shown_api();

}  // namespace inkling

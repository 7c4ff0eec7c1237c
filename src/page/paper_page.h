// Joins the reading of pictures (places/draw/paper.h) to what the page does for it.
#pragma once

#include "app/core/host.h"
#include "places/draw/paper.h"

namespace inkling {

PaperHost& paper_host();

// Returns the app's own; the app must be there.
Paper& shown_paper();

}  // namespace inkling

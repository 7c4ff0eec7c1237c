// The parts of Inside that have a file of their own are declared here. Each fills `area` from its
// top, within the height `visible` where it can, and returns the height that it took.
#pragma once

#include "places/inside/inside_state.h"
#include "ui/ui.h"

namespace inkling {

float draw_data_panel(Ui& ui, const State& state, const Inside& inside, Rect area, float visible);
float draw_map_panel(Ui& ui, const State& state, const Inside& inside, Rect area, float visible);

}  // namespace inkling

// Tells what one unit of the network computes.
#pragma once

#include <vector>

#include "places/shared/network_view.h"

namespace inkling {

// Returns the weights from each pixel to a unit of the first layer.
std::vector<double> weights_into(const Network<float>& network, int unit);

// Draws the unit that was touched, in pictures and words; fills `area` from its top and returns the
// height that it took.
float draw_unit_details(Ui& ui, const State& state, const NetworkView& view, Rect area);

}  // namespace inkling

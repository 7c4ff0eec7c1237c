// The parts of the Inside place that have a file of their own. Each fills `place` from its top and
// returns the height that it took.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/ui.h"

namespace inkling {

// The drawing on its way through the network, and what was touched of it. Something must be drawn.
float draw_network_panel(Ui& ui, const State& state, Rect place, float visible);
// What a unit adds up, rounded as it is printed: its products, its bias, its sum. There must be an
// insight.
std::vector<double> printed_sum(const State& state, const Inside::Unit& unit);
float draw_data_panel(Ui& ui, const State& state, Rect place);
float draw_map_panel(Ui& ui, const State& state, Rect place, float visible);
// With these experiments to choose from.
float draw_experiment_panel(Ui& ui, const State& state, Rect place, float visible,
                            std::span<const ExperimentKind> offered);

// The ten digits, in as many lines as they need. Their ids are `id` with the digit behind it.
// Returns the digit that was pressed.
std::optional<int> draw_digit_choice(Ui& ui, const std::string& id, Rect row, int chosen);
// Its height.
float digit_choice_height(float width);

}  // namespace inkling

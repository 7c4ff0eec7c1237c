// Looks inside the network: it shows what each unit does with the drawing on the pad.
//
// Each place that shows it has a NetworkView of its own.
#pragma once

#include <optional>
#include <vector>

#include "app/core/state.h"
#include "nn/attribution.h"
#include "nn/insight.h"
#include "ui/ui.h"

namespace inkling {

struct NetworkView {
  struct Unit {
    int layer = 0;  // It counts from the first hidden layer.
    int index = 0;
    bool operator==(const Unit&) const = default;
  };
  std::optional<Unit> unit;  // The visitor has touched this one.
  // These two digits are compared, or the likeliest two where the visitor has chosen none.
  std::optional<int> digit;
  std::optional<int> against;
  // Both belong to the newest prediction, and are empty where nothing is drawn.
  std::optional<Insight> insight;
  std::optional<Attribution> why;
  // What has just changed travels through the network, from the pixels at 0 to the outputs at 1; 1
  // is also where nothing travels.
  float travelled = 1;
};

// Fits the view to the newest prediction and to the network at hand.
void look_inside(const State& state, NetworkView& view);

struct SelectUnit {
  std::optional<NetworkView::Unit> unit;
};

// Draws the drawing's way through the network, and the unit that was touched; a touch is the action
// SelectUnit. Something must be drawn. Fills `area` from its top and returns the height that it
// took.
float draw_network_panel(Ui& ui, const State& state, const NetworkView& view, Rect area,
                         float visible);

// Returns what a unit adds up, rounded as it is printed: its products, its bias, its sum. There
// must be an insight.
std::vector<double> printed_sum(const State& state, const NetworkView& view,
                                const NetworkView::Unit& unit);

}  // namespace inkling

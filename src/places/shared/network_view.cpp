#include "places/shared/network_view.h"

#include "nn/verdict.h"

namespace inkling {
namespace {

bool has_unit(const NetworkShape& shape, const NetworkView::Unit& unit) {
  const auto layer = static_cast<std::size_t>(unit.layer) + 1;  // The pixels are the first.
  return layer < shape.layers.size() && unit.index < shape.layers[layer];
}

}  // namespace

void look_inside(const State& state, NetworkView& view) {
  const Network<float>& network = state.model.network;
  // Another network may have fewer layers and units.
  if (view.unit && !has_unit(network.shape(), *view.unit)) view.unit.reset();
  if (state.prediction.empty) {
    view.insight.reset();
    view.why.reset();
    return;
  }
  const Comparison two = compared(state.prediction.probabilities, view.digit, view.against);
  const Trace activations = trace(network, state.prediction.picture, two.digit, two.against);
  view.insight = insight_of(activations, two.digit, two.against);
  view.why = attribution_of(activations, two.digit, two.against);
}

}  // namespace inkling

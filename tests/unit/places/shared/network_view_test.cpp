#include "places/shared/network_view.h"

#include <doctest/doctest.h>

#include "app/core/drawing.h"
#include "unit/app/test_core.h"

using namespace inkling;

TEST_CASE("a unit that another network does not have is looked at no more, drawing or not") {
  for (const bool drawn : {true, false}) {
    TestCore test;
    Network<float>& network = test.state.model.network;
    network.initialise(1);
    if (drawn) put_on_pad(test.core, {{{0, 0}, {1, 1}}});
    NetworkView view;
    view.unit = NetworkView::Unit{0, 400};
    look_inside(test.state, view);
    CHECK(view.unit.has_value());
    CHECK(view.insight.has_value() == drawn);
    network = Network<float>({.layers = {784, 32, 10}});
    look_inside(test.state, view);
    CHECK_FALSE(view.unit.has_value());
  }
}

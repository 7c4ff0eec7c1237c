// TestCore has the core without a screen, and with no places but those that a test adds.
#pragma once

#include <utility>
#include <vector>

#include "app/core/core.h"
#include "app/core/engine_events.h"
#include "unit/app/fake_host.h"

namespace inkling {

struct TestCore {
  FakeHost host;
  Core core{host};
  State& state = core.state;
};

// TestPlace adds one place, which is shown.
template <class T>
struct TestPlace : TestCore {
  TestPlace() {
    core.places = all;
    core.shown = &place;
  }
  T place{core};
  Place* all[1] = {&place};
};

// OtherPlace only has to be another place.
struct OtherPlace : Place {
  const char* name() const override { return "other"; }
  Text title() const override { return Text::kPlaceDraw; }
  Rect draw(Ui&, Rect, bool) const override { return {}; }
};

}  // namespace inkling

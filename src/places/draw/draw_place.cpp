#include "places/draw/draw_place.h"

#include "places/draw/draw_view.h"

namespace inkling {

Rect DrawPlace::draw(Ui& ui, Rect area, bool wide) const {
  return draw_draw_view(ui, core_.state, ink_steps_open_, area, wide);
}

bool DrawPlace::act(const Action& action) {
  return handle(action, [&](const ToggleInkSteps&) { ink_steps_open_ = !ink_steps_open_; });
}

}  // namespace inkling

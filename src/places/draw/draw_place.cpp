#include "places/draw/draw_place.h"

#include "app/core/actions.h"
#include "places/draw/draw_view.h"

namespace inkling {

Rect DrawPlace::draw(Ui& ui, Rect area, bool /*wide*/) const {
  return draw_draw_view(ui, core_.state, scene_, ink_steps_open_, area);
}

bool DrawPlace::act(const Action& action) {
  return handle(
      action, [&](const ToggleInkSteps&) { ink_steps_open_ = !ink_steps_open_; },
      [&](const WatchMeLearn&) {
        const State& state = core_.state;
        // A network that learns on changes too little to be watched.
        if (state.preferences.reduced_motion || state.continues_training()) {
          inkling::act(core_, StartTraining{});
        } else {
          scene_.begin();
        }
      },
      [&](const HurryScene&) { scene_.hurry(); });
}

}  // namespace inkling
